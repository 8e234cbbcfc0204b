/**
 * Who is here and where they point: awareness, passed on at a walking pace. A client speaks
 * of itself alone; what may be said and how it is shown is the document's (`board-presence.ts`,
 * `text-presence.ts`). Private phases have no presence at all.
 */
import { MAX_PRESENCE } from '@tavolo/protocol';
import type { Connection } from './connection.ts';
import { type PresenceLine, presenceFrame, presenceLine } from './frames.ts';

/** Twenty times a second; slower in a full room, where everybody's frame goes to everybody. */
const LEAST_PAUSE_MS = 50;
const PAUSE_PER_PERSON_MS = 1;
/** From so many on, who points at nothing is not shown: everybody would be told of everybody. */
const CROWD = 200;
/** Lines in one round's frame; who moved beyond that is in the next one. */
const MOST_LINES = 250;

/** One connection's presence; it owns its client id as long as it is here. */
interface Shown {
  readonly client: number;
  /** Grows with every line sent, also over a restart of the server: peers ignore older clocks. */
  clock: number;
  /** JSON as it came, until the next round; the latest wins. */
  pending: Uint8Array | null;
  /** As the others have it; null while they have nothing. */
  line: Uint8Array | null;
}

/** What a document lets people say of themselves. */
export interface PresenceManners {
  /** Nobody is shown to anybody now. */
  readonly isSilent: () => boolean;
  /** May this connection speak under this client id, as far as others do not already? */
  readonly mayUse: (connection: Connection, client: number) => boolean;
  /**
   * What the others get of what somebody said (parsed JSON): name and looks come from the
   * seat. Null hides them; undefined drops what is not in the form.
   */
  readonly shown: (said: unknown, connection: Connection) => object | null | undefined;
}

export interface PresenceOptions {
  readonly manners: PresenceManners;
  readonly connections: ReadonlySet<Connection>;
  readonly clock: () => number;
}

export class PresenceBoard {
  readonly #manners: PresenceManners;
  readonly #connections: ReadonlySet<Connection>;
  readonly #now: () => number;
  readonly #shown = new Map<Connection, Shown>();
  readonly #owners = new Map<number, Connection>();
  /** Ids each connection has heard of: an echo of them is not its own. */
  readonly #heard = new Map<Connection, Set<number>>();
  /** Who has not been told yet who is here. */
  readonly #fresh = new Set<Connection>();
  /** Lines that tell of leaving; they go out with the next round. */
  #gone: Uint8Array[] = [];
  #timer: NodeJS.Timeout | null = null;

  constructor({ manners, connections, clock }: PresenceOptions) {
    this.#manners = manners;
    this.#connections = connections;
    this.#now = clock;
  }

  /** Who is here under a client id, whether or not there is anything to see of them. */
  ownerOf(client: number): Connection | null {
    return this.#owners.get(client) ?? null;
  }

  /** Takes the connection's own line; what it echoes of others is dropped unparsed. */
  hear(connection: Connection, lines: readonly PresenceLine[]): void {
    if (this.#manners.isSilent()) return;
    for (const line of lines) {
      if (!this.#isOwn(connection, line)) continue;
      if (line.state.length > MAX_PRESENCE) {
        connection.deny('presence-too-large');
        return;
      }
      const shown = this.#shown.get(connection);
      if (shown === undefined) continue;
      shown.pending = line.state;
      this.#soon();
    }
  }

  /**
   * Tells who is here with the next round and not at once: a client that has come back
   * names its own id first, and must not be told of its old self as if it were another.
   */
  enter(connection: Connection): void {
    this.#fresh.add(connection);
    this.#soon();
  }

  /** Everybody else, for who asks. */
  sendAll(connection: Connection): void {
    this.#send(connection, [...this.#shown.values()]);
  }

  leave(connection: Connection): void {
    const shown = this.#shown.get(connection);
    this.#heard.delete(connection);
    this.#fresh.delete(connection);
    if (shown === undefined) return;
    this.#shown.delete(connection);
    if (this.#owners.get(shown.client) !== connection) return;
    this.#owners.delete(shown.client);
    this.#hide(shown);
    if (this.#gone.length > 0) this.#soon();
  }

  /** On entering a private phase: everybody disappears for everybody, at once. */
  clear(): void {
    for (const shown of this.#shown.values()) {
      shown.pending = null;
      this.#hide(shown);
    }
    if (this.#gone.length === 0) return;
    const frame = presenceFrame(this.#gone);
    this.#gone = [];
    for (const connection of this.#connections) connection.sendPresence(frame);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /**
   * The first id that a connection uses, and that is nobody else's, is its own. A client
   * that comes back may still have a dead connection here: the same seat takes its id over.
   */
  #isOwn(connection: Connection, { client, state }: PresenceLine): boolean {
    const shown = this.#shown.get(connection);
    if (shown !== undefined) return shown.client === client;
    if (isNull(state) || this.#heard.get(connection)?.has(client) === true) return false;
    if (!this.#manners.mayUse(connection, client)) return false;
    const owner = this.#owners.get(client);
    if (owner !== undefined && owner.visitor.seatId !== connection.visitor.seatId) return false;
    const before = owner === undefined ? undefined : this.#shown.get(owner);
    if (owner !== undefined) this.#shown.delete(owner);
    this.#owners.set(client, connection);
    this.#shown.set(connection, before ?? { client, clock: 0, pending: null, line: null });
    return true;
  }

  #soon(): void {
    const pause = Math.max(LEAST_PAUSE_MS, this.#connections.size * PAUSE_PER_PERSON_MS);
    this.#timer ??= setTimeout(() => this.#round(), pause);
  }

  #round(): void {
    this.#timer = null;
    const moved: Shown[] = [];
    for (const [connection, shown] of [...this.#shown]) {
      if (shown.pending === null) continue;
      if (moved.length === MOST_LINES) {
        this.#soon();
        break;
      }
      // To the end of the row: next time others come first.
      this.#shown.delete(connection);
      this.#shown.set(connection, shown);
      if (this.#renew(connection, shown)) moved.push(shown);
    }
    const gone = this.#gone;
    this.#gone = [];
    for (const connection of this.#connections) {
      if (gone.length > 0) connection.sendPresence(presenceFrame(gone));
      this.#send(connection, this.#fresh.has(connection) ? [...this.#shown.values()] : moved);
    }
    this.#fresh.clear();
  }

  /** Makes the line that others get of what somebody sent; false where there is nothing to show. */
  #renew(connection: Connection, shown: Shown): boolean {
    const said = parsed(shown.pending ?? new Uint8Array());
    shown.pending = null;
    const state = said === null ? null : this.#manners.shown(said, connection);
    if (state === undefined) return false;
    if (state === null) {
      this.#hide(shown);
      return false;
    }
    if (this.#connections.size > CROWD && pointsAtNothing(state)) {
      this.#hide(shown);
      return false;
    }
    shown.line = presenceLine(shown.client, this.#nextClock(shown), JSON.stringify(state));
    return true;
  }

  #hide(shown: Shown): void {
    if (shown.line === null) return;
    shown.line = null;
    this.#gone.push(presenceLine(shown.client, this.#nextClock(shown), 'null'));
  }

  #send(connection: Connection, shown: readonly Shown[]): void {
    const own = this.#shown.get(connection);
    const lines: Uint8Array[] = [];
    const heard = this.#heard.get(connection) ?? new Set();
    for (const each of shown) {
      // Its own line would overwrite what it has moved on to since.
      if (each === own || each.line === null) continue;
      if (lines.length === MOST_LINES) break;
      heard.add(each.client);
      lines.push(each.line);
    }
    if (lines.length === 0) return;
    this.#heard.set(connection, heard);
    connection.sendPresence(presenceFrame(lines));
  }

  #nextClock(shown: Shown): number {
    shown.clock = Math.max(shown.clock + 1, this.#now());
    return shown.clock;
  }
}

function pointsAtNothing(state: {
  readonly cursor?: unknown;
  readonly holding?: unknown;
  readonly field?: unknown;
}): boolean {
  return (state.cursor ?? state.holding ?? state.field ?? null) === null;
}

function isNull(state: Uint8Array): boolean {
  return state.length === 4 && Buffer.from(state).toString() === 'null';
}

/** Undefined where it is no JSON; null where the client is leaving. */
function parsed(state: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(state).toString()) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
