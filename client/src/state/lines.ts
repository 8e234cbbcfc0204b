/**
 * Opens a workshop and keeps its three lines: HTTP for who one is, the live channel for
 * one's own feeds and commands, the board document for the wall. Decides how far the page
 * has come; a board is `ready` once it is synced, or as a copy of the right epoch.
 */
import type { Key, Params, SaidRefusal } from '@tavolo/i18n';
import type { Command, FeedName, Language, SeatId } from '@tavolo/model';
import type { Answer, CountsFeed, Hello, Presence } from '@tavolo/protocol';
import { type Api, leaveWorkshop, readWorkshop } from '../connection/api.ts';
import type { BoardEvents, BoardSync } from '../connection/board-sync.ts';
import type { Clock } from '../connection/clock.ts';
import type { Live, LiveEvents } from '../connection/live.ts';
import { forgetSeat } from '../connection/local-copy.ts';
import type { TextEvents, TextSync } from '../connection/text-sync.ts';
import type { Opening, Showing } from './contract.ts';
import type { Feeds } from './feeds.ts';
import type { Memory } from './remembered.ts';

/** What a room is made of; in a browser `open-room.ts` brings it. */
export interface RoomParts {
  readonly clock: Clock;
  readonly api: Api;
  readonly memory: Memory;
  openLive(workshopId: string, events: LiveEvents): Live;
  openBoard(workshopId: string, seatId: string, events: BoardEvents): BoardSync;
  openText(
    text: { workshopId: string; seatId: string; document: string; epoch: string },
    events: TextEvents,
  ): TextSync;
  newId<Id extends string>(): Id;
  say(key: Key, params?: Params): string;
  /** The sentence for a "no" in the current language. */
  sayNo(refusal: SaidRefusal & { readonly message?: string }): string;
  /** The language of the seat, where nobody has chosen one on this device. */
  suggestLanguage(language: Language): void;
}

export interface LineEvents {
  opening(opening: Opening): void;
  seat(id: SeatId): void;
  hello(hello: Hello): void;
  joinCode(code: string): void;
  otherVersion(): void;
  up(): void;
  down(): void;
  counts(feed: CountsFeed): void;
  /** Whether the server's disk takes what people write. */
  saves(saves: boolean): void;
  /** A feed was told whole. */
  told(feed: FeedName): void;
  /** The seat is given back, or lost: whatever keeps a copy on this device open is to be closed. */
  left(): void;
  /** The board of another epoch is shown. */
  newEpoch(): void;
  presence(): void;
  readonly feeds: Feeds;
}

export interface Lines {
  /** Begins, or begins again after `failed`. */
  open(): void;
  send(commands: readonly Command[], answered: (answers: readonly Answer[]) => void): boolean;
  /** Asks for a feed anew. */
  ask(feed: FeedName): void;
  /** The server does not know this seat any more. */
  lostSeat(): void;
  others(): readonly Presence[];
  show(presence: Showing): void;
  /** Null while nobody knows whose seat this is. */
  openText(document: string, events: TextEvents): TextSync | null;
  leave(): Promise<void>;
  close(): void;
}

/** Sockets may be blocked where HTTP is not: after this long it has failed, and says so. */
const OPENING_MS = 20_000;
const NOBODY: readonly Presence[] = [];

export function openLines(workshopId: string, parts: RoomParts, events: LineEvents): Lines {
  const { feeds } = events;
  let attempt = 0;
  let live: Live | null = null;
  let board: BoardSync | null = null;
  let seatId: string | null = null;
  let epoch: string | null = null;
  let shownEpoch: string | null = null;
  let joinCode = '';
  let isReady = false;
  /** No answer over HTTP: a copy is all there can be for now. */
  let alone = false;
  let closed = false;
  let leaving = false;
  let deadline: (() => void) | null = null;

  /** `lost`: the server ended a connection of this seat, or turned it away. */
  async function begin(lost: string | null = null): Promise<void> {
    attempt += 1;
    const mine = attempt;
    const wasReady = isReady;
    stop();
    feeds.reset();
    events.opening({ is: 'opening' });
    deadline = parts.clock.after(OPENING_MS, () => fail());
    let result = await readWorkshop(parts.api, workshopId);
    // Another tab may have been given a new token while this was on its way with the old one.
    if (result.is === 'refused' && result.status === 401) {
      result = await readWorkshop(parts.api, workshopId);
    }
    if (closed || mine !== attempt) return;
    if (result.is === 'ok') {
      const { seat, epoch: told, joinCode: code } = result.value;
      setJoinCode(code);
      // The copy may be shown before the live channel is up, with what was one's own then.
      const known = parts.memory.read(workshopId);
      if (known !== null && known.seatId !== seat.seatId) forgetAll(known.seatId);
      else if (known !== null && known.mine !== null) feeds.recallMine(known.mine);
      connect(seat.seatId, told);
    } else if (result.is === 'unreachable') openCopy();
    else if (result.refusal.kind === 'waiting') wait();
    else if (result.status === 404) end({ is: 'not-found', message: result.refusal.message });
    else if (result.status === 401 || result.status === 403) {
      if (lost !== null) lostSeat(lost, wasReady);
      else end({ is: 'no-seat', message: result.refusal.message });
    } else {
      const is = result.refusal.kind === 'damaged' ? 'damaged' : 'failed';
      end({ is, message: result.refusal.message });
    }
  }

  /** Until whoever leads lets this seat in; all that the server tells it until then is that it waits. */
  function wait(): void {
    deadline?.();
    events.opening({ is: 'waiting' });
    live = parts.openLive(workshopId, {
      ...liveEvents,
      up: (hello) => events.hello(hello),
      down: () => undefined,
      mine({ seat }) {
        parts.suggestLanguage(seat.language);
        if (!seat.waiting) void begin();
      },
    });
  }

  /** Somebody else sat at this device: nothing of that seat stays. */
  function forgetAll(before: string): void {
    parts.memory.forget(workshopId);
    void forgetSeat(before, workshopId);
  }

  /** Without a network: what this device remembers, or the plain truth that there is nothing. */
  function openCopy(): void {
    const known = parts.memory.read(workshopId);
    if (known === null || known.mine === null) {
      fail();
      return;
    }
    alone = true;
    setJoinCode(known.joinCode);
    feeds.recallMine(known.mine);
    connect(known.seatId, known.epoch);
    events.down();
  }

  function connect(seat: string, told: string): void {
    seatId = seat;
    epoch = told;
    // The server's own word for this session's seat.
    events.seat(seat as SeatId);
    board = parts.openBoard(workshopId, seat, boardEvents);
    board.open(told);
    live = parts.openLive(workshopId, liveEvents);
  }

  const boardEvents: BoardEvents = {
    show(doc, next) {
      const before = shownEpoch;
      shownEpoch = next;
      epoch = next;
      feeds.showBoard(doc);
      remember();
      if (before !== null) events.newEpoch();
      readyIfSo();
    },
    synced() {
      events.told('board');
      readyIfSo();
    },
    noCopy() {
      if (alone && !isReady) fail();
    },
    refused(why) {
      if (why === 'no-session') askAgain();
      else if (why === 'damaged') end({ is: 'damaged', message: parts.say('refusals.damaged') });
      else end({ is: 'not-found', message: parts.say('refusals.unknown-workshop') });
    },
    presence: () => events.presence(),
  };

  const liveEvents: LiveEvents = {
    up(hello) {
      alone = false;
      setJoinCode(hello.joinCode);
      events.hello(hello);
      if (hello.epoch !== epoch) {
        epoch = hello.epoch;
        board?.open(hello.epoch);
      } else board?.wake();
      events.up();
    },
    down: () => events.down(),
    mine(feed) {
      feeds.takeMine(feed);
      parts.suggestLanguage(feed.seat.language);
      remember();
      events.told('mine');
      readyIfSo();
    },
    queue(feed) {
      feeds.takeQueue(feed);
      events.told('queue');
    },
    roster(feed) {
      feeds.takeRoster(feed);
      events.told('roster');
    },
    counts: (feed) => events.counts(feed),
    ballot: (feed) => feeds.takeBallot(feed),
    code(code) {
      setJoinCode(code);
      remember();
    },
    saving: ({ saves }) => events.saves(saves),
    refused(refusal) {
      if (refusal.kind === 'no-session') askAgain(refusal.message);
      else if (refusal.kind === 'not-found' || refusal.kind === 'damaged') {
        end({ is: refusal.kind, message: refusal.message });
      } else {
        events.otherVersion();
        events.down();
        if (!isReady) end({ is: 'failed', message: refusal.message });
      }
    },
    ended: () => askAgain(),
  };

  function readyIfSo(): void {
    if (isReady || !feeds.hasBoard || feeds.mine === null) return;
    isReady = true;
    deadline?.();
    events.opening({ is: 'ready' });
  }

  function setJoinCode(code: string): void {
    joinCode = code;
    events.joinCode(code);
  }

  function remember(): void {
    if (seatId === null || shownEpoch === null) return;
    parts.memory.write(workshopId, { seatId, epoch: shownEpoch, joinCode, mine: feeds.mine });
  }

  function fail(): void {
    end({ is: 'failed', message: parts.say('connection.unreachable') });
  }

  /** A connection knows the token that it was made with; what the browser has now may still open the seat. */
  function askAgain(message = parts.say('refusals.no-session')): void {
    if (!closed && !leaving) void begin(message);
  }

  function lostSeat(message = parts.say('refusals.no-session'), was = isReady): void {
    if (closed) return;
    // Somebody else may sit at this device next: nothing of this seat stays.
    events.left();
    board?.close();
    if (seatId === null) parts.memory.forget(workshopId);
    else forgetAll(seatId);
    end(was ? { is: 'gone' } : { is: 'no-seat', message });
  }

  function end(opening: Opening): void {
    if (closed) return;
    stop();
    events.opening(opening);
  }

  function stop(): void {
    deadline?.();
    deadline = null;
    isReady = false;
    alone = false;
    shownEpoch = null;
    live?.close();
    live = null;
    board?.close();
    board = null;
  }

  return {
    open: () => void begin(),
    send: (commands, answered) => live?.send(commands, answered) ?? false,
    ask(feed) {
      if (feed === 'board') board?.ask();
      else live?.redial();
    },
    lostSeat: () => lostSeat(),
    others: () => board?.presence.others() ?? NOBODY,
    show: (shown) => board?.presence.show(shown),
    openText(document, events) {
      if (seatId === null || epoch === null) return null;
      // A board's epoch is `<restore>.<projectionVersion>`; a text has no projection.
      const [restore = epoch] = epoch.split('.');
      return parts.openText({ workshopId, seatId, document, epoch: restore }, events);
    },
    async leave() {
      // The server ends the connections of who leaves: that is no news here.
      leaving = true;
      const result = await leaveWorkshop(parts.api, workshopId);
      // The cookie would still open this seat for whoever sits at this device next.
      const isOver = result.is === 'ok' || (result.is === 'refused' && result.status === 401);
      if (!isOver) {
        leaving = false;
        throw new Error('the server did not end the session');
      }
      events.left();
      parts.memory.forget(workshopId);
      await board?.forget();
    },
    close() {
      closed = true;
      stop();
    },
  };
}
