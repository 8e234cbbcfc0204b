/**
 * Who is here and where they point: awareness, passed on at a walking pace. A client speaks
 * of itself alone; what may be said and how it is shown is the document's (`board-presence.ts`,
 * `text-presence.ts`). Private phases have no presence at all.
 */
import type { SeatId } from '@tavolo/model';
import { MAX_PRESENCE } from '@tavolo/protocol';
import type { Attendance, AttendanceNews, Attending } from '../people/attendance.ts';
import type { OpenWorkshop } from '../workshop/contract.ts';
import type { Connection } from './connection.ts';
import { type PresenceLine, presenceFrame, presenceLine } from './frames.ts';
import { PresenceElsewhere, type ReadLine } from './presence-elsewhere.ts';
import { looksOf, seatOfKey } from './seat-looks.ts';

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

/** What somebody is told of somebody else. */
type Line = Pick<Shown, 'client' | 'line'>;

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
  readonly workshop: OpenWorkshop;
}

export interface PresenceOptions {
  readonly manners: PresenceManners;
  readonly connections: ReadonlySet<Connection>;
  readonly clock: () => number;
  /** Its name on the wire. */
  readonly document: string;
  readonly attendance: Attendance;
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
  readonly #document: string;
  /** Of other nodes, for people here alone. */
  #farGone: Uint8Array[] = [];
  readonly #attending: Attending;
  readonly #far: PresenceElsewhere;
  /** Another node wants to know of all. */
  #isAsked = false;
  #toldPeople = 0;

  constructor({ manners, connections, clock, document, attendance }: PresenceOptions) {
    this.#manners = manners;
    this.#connections = connections;
    this.#now = clock;
    this.#document = document;
    this.#far = new PresenceElsewhere(clock);
    const hear = (news: AttendanceNews) => this.#hearOthers(news);
    this.#attending = attendance.enter(manners.workshop, { seats: () => [], hear });
    this.#attending.ask();
  }

  /** Whose client id it is, here or on another node, whether or not there is anything to see of them. */
  seatOf(client: number): SeatId | null {
    const owner = this.#owners.get(client);
    if (owner !== undefined) return owner.visitor.seatId;
    const far = this.#far.find(client);
    return far === undefined ? null : seatOfKey(this.#manners.workshop, far.seatKey);
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
    this.#send(connection, this.#everybody());
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
    this.#gone.push(...this.#far.clear());
    if (this.#gone.length === 0) return;
    const frame = presenceFrame(this.#gone);
    this.#gone = [];
    for (const connection of this.#connections) connection.sendPresence(frame);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#attending.isElsewhere) this.#attending.point(this.#document, 0, this.#gone);
    this.#attending.leave();
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
    const far = this.#far.find(client);
    if (far !== undefined && far.seatKey !== this.#keyOf(connection)) return false;
    const before = owner === undefined ? undefined : this.#shown.get(owner);
    if (owner !== undefined) this.#shown.delete(owner);
    this.#owners.set(client, connection);
    // Come from another node: its clock goes on, or the others would not listen.
    const { clock, line } = far ?? { clock: 0, line: null };
    this.#far.drop(client);
    this.#shown.set(connection, before ?? { client, clock, pending: null, line });
    return true;
  }

  #keyOf({ visitor: { seatId } }: Connection): string | null {
    const { workshop } = this.#manners;
    const seat = workshop.state.seats.get(seatId);
    return seat === undefined ? null : looksOf(workshop, seat).seatKey;
  }

  #hearOthers(news: AttendanceNews): void {
    switch (news.is) {
      case 'asked':
        this.#isAsked = true;
        this.#soon();
        return;
      case 'gone':
        this.#away([...this.#far.forget(news.node), ...this.#far.forgetOld()]);
        return;
      case 'changed':
        this.#away(this.#far.forgetOld());
        return;
      case 'pointing':
        if (news.document === this.#document && !this.#manners.isSilent()) this.#hearLines(news);
        return;
    }
  }

  #hearLines({ from, people, lines }: Extract<AttendanceNews, { is: 'pointing' }>): void {
    this.#far.count(from, people);
    const gone: Uint8Array[] = [];
    for (const text of lines) {
      const read = this.#far.read(Buffer.from(text, 'base64'));
      if (read === null || !this.#letsGo(read)) continue;
      const away = this.#far.take(from, read);
      if (away !== null) gone.push(away);
    }
    this.#away(gone);
    if (this.#far.pending > 0) this.#soon();
  }

  /** An id that is owned here stays so, unless its seat has come to the other node with it. */
  #letsGo({ client, clock, seatKey }: ReadLine): boolean {
    const owner = this.#owners.get(client);
    if (owner === undefined) return true;
    const shown = this.#shown.get(owner);
    if (seatKey === null || seatKey !== this.#keyOf(owner)) return false;
    if (shown !== undefined && clock <= shown.clock) return false;
    this.#owners.delete(client);
    this.#shown.delete(owner);
    return true;
  }

  #away(gone: readonly Uint8Array[]): void {
    if (gone.length === 0) return;
    this.#farGone.push(...gone);
    this.#soon();
  }

  #everybody(): Line[] {
    return [...this.#shown.values(), ...this.#far.all()];
  }

  get #people(): number {
    return this.#connections.size + this.#far.people;
  }

  #soon(): void {
    const pause = Math.max(LEAST_PAUSE_MS, this.#people * PAUSE_PER_PERSON_MS);
    this.#timer ??= setTimeout(() => this.#round(), pause);
  }

  #round(): void {
    this.#timer = null;
    const moved: Shown[] = [];
    // Nobody's turn is taken by who happens to be on the same node.
    const most = MOST_LINES - Math.min(this.#far.pending, MOST_LINES / 2);
    for (const [connection, shown] of [...this.#shown]) {
      if (shown.pending === null) continue;
      if (moved.length === most) {
        this.#soon();
        break;
      }
      // To the end of the row: next time others come first.
      this.#shown.delete(connection);
      this.#shown.set(connection, shown);
      if (this.#renew(connection, shown)) moved.push(shown);
    }
    this.#tellOthers(moved);
    const lines: Line[] = [...moved, ...this.#far.takeFresh(MOST_LINES - moved.length)];
    if (this.#far.pending > 0) this.#soon();
    const gone = [...this.#gone, ...this.#farGone];
    [this.#gone, this.#farGone] = [[], []];
    for (const connection of this.#connections) {
      if (gone.length > 0) connection.sendPresence(presenceFrame(gone));
      this.#send(connection, this.#fresh.has(connection) ? this.#everybody() : lines);
    }
    this.#fresh.clear();
  }

  /** Of one's own, and where somebody is there to see it. */
  #tellOthers(moved: readonly Shown[]): void {
    if (!this.#attending.isElsewhere || this.#manners.isSilent()) return;
    const lines = [...this.#gone];
    for (const { line } of this.#isAsked ? this.#shown.values() : moved) {
      if (line !== null) lines.push(line);
    }
    const people = this.#connections.size;
    if (lines.length === 0 && people === this.#toldPeople && !this.#isAsked) return;
    this.#isAsked = false;
    this.#toldPeople = people;
    this.#attending.point(this.#document, people, lines);
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
    if (this.#people > CROWD && pointsAtNothing(state)) {
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

  #send(connection: Connection, shown: readonly Line[]): void {
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
