/**
 * A whole installation with its people in one process: every turn is one message, one timer, one
 * answer of the disk, and after each of them the promises are looked at. Nothing in here is
 * random or takes time but by the seed.
 */
import './world/chance.ts';
import { createHash } from 'node:crypto';
import type { project } from '@tavolo/documents';
import type { Role, SeatId, WorkshopId } from '@tavolo/model';
import type { Message } from '@tavolo/server/bus/bus';
import type { Storage } from '@tavolo/server/storage/storage';
import * as Y from 'yjs';
import { type Seeded, seeded } from '../seeded.ts';
import { Broken } from './broken.ts';
import { Canaries } from './canaries.ts';
import { wordsSaid } from './doorbell.ts';
import { found, START } from './found.ts';
import { HOST, ServerNode } from './node.ts';
import { someId } from './orders.ts';
import { type Between, type Device, Page } from './page.ts';
import { Reference } from './reference.ts';
import { SimulatedBus } from './world/bus.ts';
import { checkChance, takeChanceFrom } from './world/chance.ts';
import { type Outcome, SimulatedDisk } from './world/disk.ts';
import { Network } from './world/network.ts';
import { type Owner, ownerNamed } from './world/owner.ts';
import { VirtualTime } from './world/virtual-time.ts';
import type { Dialing } from './world/web-socket.ts';

/** How far the clocks of several nodes are apart at most, each way. */
const NODE_SKEW_MS = 3_000;

export interface WorldOptions {
  readonly seed: number;
  readonly people: readonly Role[];
  /** How far the clocks of people's devices are off, ms. */
  readonly skews?: readonly number[];
  /** So many, and one where nothing is said. */
  readonly nodes?: number;
  /** For controls: each leaves one rule out. */
  readonly sabotage?: Sabotage;
}

export interface Sabotage {
  readonly disk?: { readonly acknowledgesUnsynced: true };
  readonly project?: typeof project;
  /** Between the program and its store. */
  readonly store?: (storage: Storage) => Storage;
  /** Between the live channel and a page. */
  readonly live?: Between;
  /** The random numbers of the nodes, where they are not those that are recorded. */
  readonly nodeSeed?: number;
  /** Of the nodes' clocks, ms. */
  readonly serverSkewMs?: () => number;
}

export class World {
  readonly workshopId: WorkshopId;
  readonly random: Seeded;
  readonly time = new VirtualTime(START);
  readonly disk: SimulatedDisk;
  readonly bus: SimulatedBus;
  readonly network: Network;
  readonly canaries = new Canaries();
  readonly reference: Reference;
  readonly devices: Device[] = [];
  readonly pages: Page[] = [];
  /** Pages that are no more; what they were promised stands. */
  readonly closedPages: Page[] = [];
  nodes: ServerNode[] = [];
  readonly #options: WorldOptions;
  readonly #hash = createHash('sha256');
  /** How many nodes there are when all are up. */
  readonly size: number;
  #names = 0;
  #losses = 0;
  #found: unknown = null;
  #leave = (): void => undefined;

  private constructor(options: WorldOptions) {
    const { seed, sabotage } = options;
    this.#options = options;
    this.random = seeded(seed);
    this.size = options.nodes ?? 1;
    this.bus = new SimulatedBus(this.size > 1, (message) => this.#overhear(message));
    this.workshopId = someId(this.random);
    this.disk = new SimulatedDisk({ ...sabotage?.disk, written: () => this.#follow() });
    this.network = new Network((device, chunk) => this.#watch(device, chunk));
    this.reference = new Reference({
      workshopId: this.workshopId,
      seed: this.#seed,
      canaries: this.canaries,
      ...(sabotage?.project === undefined ? {} : { project: sabotage.project }),
    });
  }

  /** Everybody sits already, and the nodes are up; nobody has opened the page. */
  static async open(options: WorldOptions): Promise<World> {
    const world = new World(options);
    await world.#begin();
    return world;
  }

  get #seed(): number {
    return (this.#options.seed ^ 0x5eed) >>> 0;
  }

  /** What has happened so far, as one word: the same for the same seed. */
  get trace(): string {
    return this.#hash.copy().digest('hex').slice(0, 16);
  }

  get isComplete(): boolean {
    return this.nodes.length >= this.size;
  }

  /** A line of the trace. */
  record(line: string): void {
    this.#hash.update(`${line}\n`);
  }

  /** A tab on a device; several may be open on one. */
  async openPage(device: Device): Promise<void> {
    this.#names += 1;
    const name = `${device.name}#${this.#names}`;
    const { live } = this.#options.sabotage ?? {};
    const owner = ownerNamed(name, device.storage);
    await this.time.enter(owner, () => {
      const page = new Page({
        owner,
        device,
        workshopId: this.workshopId,
        dialing: this.#dialing(device, owner),
        now: this.time.now,
        sent: (cmdId, order) => this.reference.heard(device.seatId, cmdId, order),
        ...(live === undefined ? {} : { between: live }),
      });
      this.pages.push(page);
    });
  }

  /** The tab is closed, or crashes: nothing of it runs on. */
  async closePage(page: Page): Promise<void> {
    this.pages.splice(this.pages.indexOf(page), 1);
    this.closedPages.push(page);
    await this.time.enter(page.owner, () => page.room.close());
    this.time.forget(page.owner);
    this.network.forget(page.owner);
  }

  async startNode(): Promise<ServerNode> {
    this.#names += 1;
    const { sabotage } = this.#options;
    const skewMs = this.size === 1 ? 0 : this.random.below(2 * NODE_SKEW_MS) - NODE_SKEW_MS;
    const node = new ServerNode({
      name: `node ${this.#names}`,
      time: this.time,
      disk: this.disk,
      bus: this.bus,
      reference: this.reference,
      seed: sabotage?.nodeSeed ?? this.#seed,
      broken: (error) => {
        this.#found ??= error;
      },
      skewMs: sabotage?.serverSkewMs ?? (() => skewMs),
      ...(sabotage?.store === undefined ? {} : { between: sabotage.store }),
    });
    this.nodes.push(node);
    await node.start();
    return node;
  }

  /** The power goes: what was not synced is lost, and with it everything in memory. */
  async crash(node: ServerNode): Promise<void> {
    this.nodes = this.nodes.filter((each) => each !== node);
    this.time.forget(node.owner);
    this.bus.forget(node.owner);
    this.network.forget(node.owner);
    await this.disk.crash(node.owner, this.random);
    if (this.disk.losses !== this.#losses) await this.#follow();
  }

  /** Closed of its own accord, it leaves as a crashed one does. */
  async sweepClosed(): Promise<boolean> {
    const closed = this.nodes.filter(({ isClosed }) => isClosed);
    for (const node of closed) await this.crash(node);
    return closed.length > 0;
  }

  /** Lets the next calls of a node through to the disk. */
  async stepDisk(node: ServerNode, outcome: Outcome): Promise<void> {
    const answers = await this.disk.step(node.owner, outcome);
    await this.time.enter(node.owner, () => {
      for (const answer of answers) answer();
    });
  }

  /** Looks at what has come onto the disk; the rules are held to it before anything follows from it. */
  async #follow(): Promise<void> {
    if (this.disk.losses !== this.#losses) this.reference.forget();
    this.#losses = this.disk.losses;
    try {
      await this.reference.follow(this.disk.content);
    } catch (error) {
      this.#found ??= error;
    }
  }

  /** After a step: throws what was found broken. */
  look(): void {
    for (const node of this.nodes) node.look();
    if (this.#found !== null) throw this.#found;
  }

  roleOf(seatId: SeatId): Role | undefined {
    return this.reference.state.seats.get(seatId)?.role;
  }

  /** Ends everything and gives the process its own time back. */
  close(): void {
    for (const page of [...this.pages, ...this.closedPages]) this.time.forget(page.owner);
    for (const node of this.nodes) this.time.forget(node.owner);
    this.#leave();
  }

  /** It asks its store before it is up. */
  async #startInPeace(): Promise<void> {
    const node = await this.startNode();
    while (!node.isUp && this.disk.waiting(node.owner) > 0) await this.stepDisk(node, 'kept');
    if (!node.isUp) throw new Error(`${node.owner.name} does not come up`);
  }

  async #begin(): Promise<void> {
    checkChance(() => new Y.Doc().clientID);
    const giveBackTime = this.time.install();
    const giveBackChance = takeChanceFrom(this.random.fork('chance'));
    const failed = (error: unknown) => {
      this.#found ??= new Broken('crash', `nobody waits for an error: ${String(error)}`, {
        cause: error,
      });
    };
    process.on('unhandledRejection', failed);
    // Every provider of every page listens for the end of the process.
    const listeners = process.getMaxListeners();
    process.setMaxListeners(0);
    this.#leave = () => {
      process.setMaxListeners(listeners);
      process.off('unhandledRejection', failed);
      giveBackChance();
      giveBackTime();
    };
    try {
      const founded = await found({
        workshopId: this.workshopId,
        people: this.#options.people,
        skews: this.#options.skews ?? [],
        seed: this.#seed,
        random: this.random,
        storage: this.disk.directly(),
        ordered: (order) => this.reference.ordered(order),
      });
      this.devices.push(...founded);
      await this.#follow();
      while (!this.isComplete) await this.#startInPeace();
    } catch (error) {
      this.#leave();
      throw error;
    }
  }

  #dialing(device: Device, owner: Owner): Dialing {
    return {
      host: HOST,
      cookie: () => device.cookie,
      keepCookie: (cookie) => {
        device.cookie = cookie;
      },
      connect: (events) => {
        const up = this.nodes.filter(({ isUp }) => isUp);
        const node = up.length === 0 ? null : this.random.pick(up);
        return this.network.dial(device.name, owner, node, events);
      },
    };
  }

  /** The doorbell passes through hands of its own: it says where to look, and never what is there. */
  #overhear(message: Message): void {
    const words = wordsSaid(message);
    if (words.length > 0) this.#found ??= new Broken('P3', `the doorbell says ${words.join(' ')}`);
  }

  #watch(deviceName: string, chunk: Uint8Array): void {
    const device = this.devices.find(({ name }) => name === deviceName);
    if (device === undefined) return;
    const role = this.roleOf(device.seatId);
    const hasRoster = role === 'facilitator' || role === 'co-facilitator';
    const leak = this.canaries.leakTo(device.seatId, hasRoster, chunk);
    if (leak !== null) this.#found ??= new Broken('P3', `${deviceName} is sent ${leak}`);
  }
}
