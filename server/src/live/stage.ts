/**
 * One workshop's live connections: sends each seat its own feeds, whole on connecting and
 * again whenever a decision touched them. Made by the first who comes, gone with the last.
 */
import {
  type Ballot,
  hasQueue,
  mineOf,
  openRoundOf,
  queueOf,
  rosterOf,
  type Seat,
  type SeatId,
  seesRoster,
  type Workshop,
} from '@tavolo/model';
import { type CountsFeed, PROTOCOL_VERSION } from '@tavolo/protocol';
import type { Attendance, AttendanceNews, Attending } from '../people/attendance.ts';
import type { Doorkeeper } from '../people/contract.ts';
import type { Change, OpenWorkshop } from '../workshop/contract.ts';
import { type Counted, Counts } from './counts.ts';
import { News } from './news.ts';
import type { LiveSocket } from './sockets.ts';

export interface StageOptions {
  /** The origin people are told. */
  readonly origin: () => string;
  readonly workshop: OpenWorkshop;
  readonly clock: () => number;
  readonly attendance: Attendance;
  /** Whether the disk takes what people write. */
  readonly saves: () => boolean;
  /** Something could not be read; it takes nobody down. */
  readonly failed: (error: unknown) => void;
  /** The last one has left. */
  readonly emptied: () => void;
}

export class Stage {
  readonly #options: StageOptions;
  readonly #sockets = new Set<LiveSocket>();
  /** Which feeds each had last; whoever has one no longer is sent `null` once. */
  readonly #feeds = new WeakMap<LiveSocket, Feeds>();
  readonly #counts: Counts;
  readonly #unsubscribe: () => void;
  readonly #attending: Attending;
  #news: News | null = null;

  constructor(options: StageOptions) {
    this.#options = options;
    const { workshop, clock, attendance } = options;
    const hear = (news: AttendanceNews) => this.#hearOthers(news);
    this.#attending = attendance.enter(workshop, { seats: () => this.#seats, hear });
    this.#counts = new Counts({
      state: () => workshop.state,
      present: () => this.#everybody,
      voted: () => workshop.ballots.voters,
      clock,
      send: (counted) => {
        for (const socket of this.#inside()) this.#sendCounts(socket, counted);
      },
    });
    const stops = [
      workshop.subscribe((change) => this.#changed(change)),
      workshop.ballots.subscribe((seatId, ballot) => this.#voted(seatId, ballot)),
      workshop.ballots.whenElsewhere((seatId) => {
        for (const socket of this.socketsOf(seatId)) this.#sendBallot(socket);
        this.#recount();
      }),
      workshop.whenCodeChanges((joinCode) => {
        for (const socket of this.#inside()) socket.emit('code', joinCode);
      }),
    ];
    this.#unsubscribe = () => {
      for (const stop of stops) stop();
    };
  }

  /** Seats with an open tab, on this node or another. */
  get #everybody(): ReadonlySet<SeatId> {
    return new Set([...this.#seats, ...this.#attending.elsewhere()]);
  }

  /** People with at least one open tab. */
  get present(): number {
    return this.#everybody.size;
  }

  get #seats(): ReadonlySet<SeatId> {
    return new Set([...this.#sockets].map((socket) => socket.data.visitor.seatId));
  }

  get size(): number {
    return this.#sockets.size;
  }

  socketsOf(seatId: SeatId): LiveSocket[] {
    return [...this.#sockets].filter((socket) => socket.data.visitor.seatId === seatId);
  }

  enter(socket: LiveSocket): void {
    const { workshop, clock, origin, saves } = this.#options;
    this.#sockets.add(socket);
    socket.on('disconnect', () => this.#left(socket));
    const seat = workshop.state.seats.get(socket.data.visitor.seatId);
    socket.emit('hello', {
      version: PROTOCOL_VERSION,
      epoch: workshop.boardEpoch,
      now: clock(),
      joinCode: seat === undefined || seat.waiting ? '' : workshop.joinCode,
      origin: origin(),
    });
    socket.emit('saving', { saves: saves() });
    if (seat === undefined) {
      end(socket);
      return;
    }
    this.#sendMine(socket);
    this.#feeds.set(socket, feedsFor(seat));
    if (!seat.waiting) this.#sendAll(socket);
    this.#counts.touch();
    this.#attending.touch();
  }

  /** What everybody inside has beside `mine`; nothing of it goes to who waits (rule S5). */
  #sendAll(socket: LiveSocket): void {
    this.#sendQueue(socket);
    this.#sendRoster(socket);
    this.#sendCounts(socket, this.#counts.shown);
    this.#sendBallot(socket);
  }

  #inside(): LiveSocket[] {
    return [...this.#sockets].filter((socket) => this.#feeds.get(socket)?.inside === true);
  }

  leaveSeat(seatId: SeatId, tokenHash: string): void {
    for (const socket of this.socketsOf(seatId)) {
      if (socket.data.visitor.tokenHash === tokenHash) end(socket);
    }
  }

  /** Tabs of one browser share a session: used in one, it goes on in all. */
  async endExpired(doorkeeper: Doorkeeper): Promise<void> {
    const sessions = new Map<string, LiveSocket[]>();
    for (const socket of this.#sockets) {
      const { tokenHash } = socket.data.visitor;
      sessions.set(tokenHash, [...(sessions.get(tokenHash) ?? []), socket]);
    }
    for (const sockets of sessions.values()) {
      const [first] = sockets;
      if (first === undefined) continue;
      const used = sockets.some(({ data }) => data.used);
      for (const { data } of sockets) data.used = false;
      if (await doorkeeper.stays(() => first.data.visitor, used)) continue;
      // Not told that it is over: the browser may have a new token of which this node has not
      // heard. The page dials again, and the door knows.
      for (const socket of sockets) socket.disconnect(true);
    }
  }

  tokenRotated(tokenHash: string, nextTokenHash: string): void {
    for (const { data } of this.#sockets) {
      if (data.visitor.tokenHash === tokenHash) {
        data.visitor = { ...data.visitor, tokenHash: nextTokenHash };
      }
    }
  }

  #changed(change: Change): void {
    if (change.before.seats !== change.after.seats) this.#recount();
    if (this.#news === null) setImmediate(() => this.#tell());
    this.#news ??= new News();
    this.#news.add(change);
    this.#counts.touch();
  }

  #tell(): void {
    const news = this.#news ?? new News();
    this.#news = null;
    const { state } = this.#options.workshop;
    for (const socket of [...this.#sockets]) {
      const { seatId } = socket.data.visitor;
      const seat = state.seats.get(seatId);
      if (seat === undefined) end(socket);
      else this.#tellOne(socket, seat, news);
    }
  }

  #tellOne(socket: LiveSocket, seat: Seat, news: News): void {
    if (news.hasMine(seat.id)) this.#sendMine(socket);
    const had = this.#feeds.get(socket) ?? NO_FEEDS;
    const has = feedsFor(seat);
    this.#feeds.set(socket, has);
    if (!has.inside) return;
    if (!had.inside) {
      socket.emit('code', this.#options.workshop.joinCode);
      this.#sendAll(socket);
      return;
    }
    const changed = had.queue !== has.queue;
    if (changed || (has.queue && news.hasQueue)) this.#sendQueue(socket);
    if (had.roster !== has.roster || (has.roster && news.hasRoster)) this.#sendRoster(socket);
    if (changed) this.#sendCounts(socket, this.#counts.shown);
  }

  #sendMine(socket: LiveSocket): void {
    const { workshop } = this.#options;
    const { seatId } = socket.data.visitor;
    const mine = mineOf(workshop.state, seatId);
    if (mine !== null) socket.emit('mine', { ...mine, ...workshop.standing(seatId) });
  }

  #sendQueue(socket: LiveSocket): void {
    const { workshop } = this.#options;
    const { seatId } = socket.data.visitor;
    const queue = queueOf(workshop.state, seatId);
    socket.emit('queue', queue === null ? null : { ...queue, ...workshop.standing(seatId) });
  }

  #sendRoster(socket: LiveSocket): void {
    const { workshop } = this.#options;
    const { seatId } = socket.data.visitor;
    const seats = rosterOf(workshop.state, seatId);
    socket.emit('roster', seats === null ? null : { seats, ...workshop.standing(seatId) });
  }

  #sendCounts(socket: LiveSocket, counted: Counted): void {
    const { state } = this.#options.workshop;
    socket.emit('counts', countsFor(state, socket.data.visitor.seatId, counted));
  }

  /** In the voter's own line, so that a change that comes meanwhile is sent after it. */
  #sendBallot(socket: LiveSocket): void {
    const { workshop, failed } = this.#options;
    workshop.ballots.own(socket.data.visitor.seatId).then(
      (ballot) => {
        socket.emit('ballot', ballot);
        this.#counts.touch();
      },
      (error: unknown) => {
        // A page without its ballot would begin another one: it dials again instead.
        failed(error);
        socket.disconnect(true);
      },
    );
  }

  /** Told before the voter is answered, so that the page lets go of nothing it cannot show. */
  #voted(seatId: SeatId, ballot: Ballot): void {
    for (const socket of this.socketsOf(seatId)) socket.emit('ballot', ballot);
    this.#recount();
  }

  #hearOthers({ is }: AttendanceNews): void {
    if (is === 'changed') this.#counts.touch();
    if (is === 'returned') for (const socket of this.#inside()) this.#sendBallot(socket);
    // Whoever votes over another node is heard of as long as something is heard.
    const isVote = openRoundOf(this.#options.workshop.state) !== null;
    if (isVote && (is === 'doubt' || is === 'returned')) this.#recount();
  }

  #recount(): void {
    const { workshop, failed } = this.#options;
    workshop.ballots.recount().then(() => {
      if (this.#sockets.size > 0) this.#counts.touch();
    }, failed);
  }

  #left(socket: LiveSocket): void {
    this.#sockets.delete(socket);
    if (this.#sockets.size > 0) {
      this.#counts.touch();
      this.#attending.touch();
      return;
    }
    this.#attending.leave();
    this.#counts.close();
    this.#unsubscribe();
    this.#options.emptied();
  }
}

/** The session is over here; the page says so instead of dialling again. */
function end(socket: LiveSocket): void {
  socket.emit('ended');
  socket.disconnect(true);
}

interface Feeds {
  readonly queue: boolean;
  readonly roster: boolean;
  /** Let in: has all that everybody has. */
  readonly inside: boolean;
}
const NO_FEEDS: Feeds = { queue: false, roster: false, inside: false };

function feedsFor(seat: Seat): Feeds {
  return { queue: hasQueue(seat), roster: seesRoster(seat), inside: !seat.waiting };
}

function countsFor(state: Workshop, seatId: SeatId, counted: Counted): CountsFeed {
  const seat = state.seats.get(seatId);
  const isLeading = hasQueue(seat);
  return {
    present: counted.present,
    drafts: isLeading ? counted.drafts : null,
    held: isLeading ? counted.held : null,
    ready: counted.ready,
    waiting: isLeading ? counted.waiting : null,
    voting: counted.voting,
    here: isLeading ? counted.here : null,
  };
}
