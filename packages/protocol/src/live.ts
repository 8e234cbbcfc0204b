/**
 * The live channel: socket.io at `/live`, one connection for each tab, handshake query
 * `{workshop, version}` and the session cookie. After connecting, and whenever they
 * change, the server sends each feed whole, and with it where it stands: the seat's own
 * number and the board's. Neither moves with what others do in private. A seat that waits
 * to be let in gets `saving` and `mine` alone, and the rest when it comes in.
 */
import type { Ballot, Mine, Queue, RoundId, Seat, SeatId, Standing } from '@tavolo/model';
import type { Answer } from './answers.ts';

export const LIVE_PATH = '/live';

/** First thing on every connection. */
export interface Hello {
  readonly version: number;
  /** Epoch of the board document. */
  readonly epoch: string;
  /** Server time (ms since the epoch) for clocks and timers. */
  readonly now: number;
  /** Empty for who waits at the door, and then no `code` comes either. */
  readonly joinCode: string;
  /** The origin people are told, such as the laptop's address in the room: links and QR codes use it. */
  readonly origin: string;
}

export interface MineFeed extends Mine, Standing {}
export interface QueueFeed extends Queue, Standing {}
export interface RosterFeed extends Standing {
  readonly seats: readonly Seat[];
}
/** Numbers without names; in private phases they change at most every 10 s. */
export interface CountsFeed {
  /** People with at least one open tab. */
  readonly present: number;
  /** Unrevealed drafts, for the facilitator; null for others. */
  readonly drafts: number | null;
  /** Held cards, for the facilitator; null for others. */
  readonly held: number | null;
  /** Seats that say they are ready. */
  readonly ready: number;
  /** Seats in the waiting room, for the facilitator; null for others. */
  readonly waiting: number | null;
  /** Seats with an open tab, for the facilitator; null for others and while people write in private. */
  readonly here: readonly SeatId[] | null;
  /** How many have given a dot in the open round, of those who may; null where none is open. */
  readonly voting: {
    readonly roundId: RoundId;
    readonly voted: number;
    readonly of: number;
  } | null;
}

/** Whether the server's disk takes what people write; told on every connection and whenever it changes. */
export interface SavingFeed {
  readonly saves: boolean;
}

export interface ServerToClient {
  hello: (hello: Hello) => void;
  mine: (feed: MineFeed) => void;
  queue: (feed: QueueFeed | null) => void;
  roster: (feed: RosterFeed | null) => void;
  counts: (feed: CountsFeed) => void;
  /** One's own ballot in the open round, whole, on connecting and after every change. Null: no round is open. */
  ballot: (feed: Ballot | null) => void;
  /** The code was changed: this one lets people in from now on. */
  code: (joinCode: string) => void;
  saving: (feed: SavingFeed) => void;
  /** The session has ended here (left, or its seat is gone). */
  ended: () => void;
}

/** Their names, for the wire's fingerprint. */
export const LIVE_EVENTS = [
  'hello',
  'mine',
  'queue',
  'roster',
  'counts',
  'ballot',
  'code',
  'saving',
  'ended',
] as const satisfies readonly (keyof ServerToClient)[];

export interface ClientToServer {
  /** One command, or a batch decided in order; the answers come in the same shape. */
  command: (commands: unknown, answer: (answers: Answer | readonly Answer[]) => void) => void;
}

/** `error.data` of a refused connection. */
export interface ConnectRefusal {
  readonly kind: 'no-session' | 'version' | 'not-found' | 'damaged';
  readonly message: string;
  readonly version: number;
}
