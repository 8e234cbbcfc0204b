/**
 * Connections between pages and nodes, byte for byte as over TCP. Within one direction of one
 * connection nothing is overtaken; lanes overtake each other; a cut loses all that is on its way.
 */
import type { Owner } from './owner.ts';
import { ServerEnd } from './server-end.ts';

/** One direction of one connection: what is delivered runs in a turn of the receiver. */
export class Lane {
  readonly to: Owner;
  readonly #under: (() => void)[] = [];

  constructor(to: Owner) {
    this.to = to;
  }

  get isReady(): boolean {
    return this.#under.length > 0;
  }

  put(run: () => void): void {
    this.#under.push(run);
  }

  take(): (() => void) | undefined {
    return this.#under.shift();
  }

  empty(): void {
    this.#under.length = 0;
  }
}

/** A node as the network reaches it. */
export interface Reachable {
  readonly owner: Owner;
  accept(end: ServerEnd): void;
}

export interface PageEvents {
  data(chunk: Uint8Array): void;
  /** Over, by whomever; nothing comes after it. */
  closed(): void;
}

/** What passes from a node to a page, before it is on its way. */
export type Watch = (device: string, chunk: Uint8Array) => void;

/** The page's end of a connection. */
export class Connection {
  readonly device: string;
  readonly page: Owner;
  readonly node: Owner;
  readonly up: Lane;
  readonly down: Lane;
  readonly #events: PageEvents;
  #server: ServerEnd | null = null;
  #open = true;

  constructor(device: string, page: Owner, node: Reachable, watch: Watch, events: PageEvents) {
    this.device = device;
    this.page = page;
    this.node = node.owner;
    this.up = new Lane(node.owner);
    this.down = new Lane(page);
    this.#events = events;
    this.up.put(() => {
      this.#server = new ServerEnd({
        send: (chunk) => {
          watch(device, chunk);
          this.down.put(() => this.#heard(chunk));
        },
        end: () => this.down.put(() => this.#ended()),
      });
      node.accept(this.#server);
    });
  }

  /** Nothing is on its way and nobody is left to send anything. */
  get isOver(): boolean {
    const deaf = this.node.gone || !this.up.isReady;
    return !this.#open && deaf && (this.page.gone || !this.down.isReady);
  }

  write(chunk: Uint8Array): void {
    if (this.#open) this.up.put(() => this.#server?.arrive(chunk));
  }

  /** The page is done with it. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.up.put(() => this.#server?.over());
  }

  /** Both ends find it dead, each in its own time; what was on its way is lost. */
  cut(): void {
    this.up.empty();
    this.down.empty();
    this.up.put(() => this.#server?.broken());
    this.down.put(() => this.#ended());
  }

  #heard(chunk: Uint8Array): void {
    if (this.#open) this.#events.data(chunk);
  }

  #ended(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#events.closed();
    this.up.put(() => this.#server?.over());
  }
}

export class Network {
  readonly #watch: Watch;
  readonly #connections = new Set<Connection>();
  /** Devices that are out of reach at the moment. */
  readonly #offline = new Set<string>();

  constructor(watch: Watch) {
    this.#watch = watch;
  }

  /** Null where the device has no network, or nobody is at the other end. */
  dial(device: string, page: Owner, node: Reachable | null, events: PageEvents): Connection | null {
    if (node === null || this.#offline.has(device)) return null;
    const connection = new Connection(device, page, node, this.#watch, events);
    this.#connections.add(connection);
    return connection;
  }

  get connections(): readonly Connection[] {
    return [...this.#connections];
  }

  /** Lanes with something to deliver. */
  get ready(): readonly Lane[] {
    const ready: Lane[] = [];
    for (const connection of this.#connections) {
      const { up, down } = connection;
      if (up.isReady && !up.to.gone) ready.push(up);
      if (down.isReady && !down.to.gone) ready.push(down);
      if (connection.isOver) this.#connections.delete(connection);
    }
    return ready;
  }

  isOffline(device: string): boolean {
    return this.#offline.has(device);
  }

  goOffline(device: string): void {
    this.#offline.add(device);
    for (const each of this.#connections) if (each.device === device) each.cut();
  }

  comeBack(device: string): void {
    this.#offline.delete(device);
  }

  /** A node or a page is gone, without a goodbye. */
  forget(owner: Owner): void {
    for (const each of this.#connections) {
      if (each.node === owner || each.page === owner) each.cut();
    }
  }
}
