/**
 * Every limit of the doors in one place, with its reason. What a workshop may hold (cards,
 * seats, lengths) is the model's; this is about strangers and about programs that run wild.
 * A room full of people behind one address must never meet one of these, so what counts is
 * the seat first, and an address only in thousands. docs/operations.md tells operators.
 */
import { MAX_BOARD_FRAME, MAX_TEXT_FRAME } from '@tavolo/protocol';
import type { Allowance } from './workshop/rate.ts';

export interface Limits {
  /** Bytes of one frame from a page. */
  readonly boardFrame: number;
  readonly textFrame: number;
  /** Parts of one frame: each costs memory of its own, browsers send one or two. */
  readonly fragments: number;
  /** Whether frames may be deflated: a small one could grow without a bound. */
  readonly deflate: boolean;
  /** Bytes of bodies over HTTP. */
  readonly jsonBody: number;
  readonly formBody: number;

  /** Of one seat, over HTTP and the live channel together. */
  readonly commands: Allowance;
  /** Packets of one live connection, whatever they are. */
  readonly livePackets: Allowance;
  /** Frames of one connection to a board. */
  readonly boardFrames: Allowance;
  /** Of one connection to a text; who is faster is read more slowly. */
  readonly textFrames: Allowance;
  readonly textBytes: Allowance;
  /** Requests of one seat that are not commands; reading a large board is dear. */
  readonly requests: Allowance;
  readonly exports: Allowance;
  /** Putting the demonstration back to its start, which writes a whole workshop anew. */
  readonly resets: Allowance;
  /** New seats from one address: a venue sits down together, after that people come one by one. */
  readonly joins: Allowance;
  /** Requests of one address, pages and pictures included. */
  readonly address: Allowance;

  /** Open connections of a seat, of every kind: a tab has three or four. */
  readonly socketsPerSeat: number;
  /** Refused frames after which it is no mistake any more. */
  readonly denials: number;

  /** Behind by this much (bytes), a page gets no cursors: the board comes first. */
  readonly presenceBacklog: number;
  /** Behind by this much beside its first load, it is let go and comes back with one diff. */
  readonly backlog: number;
  /**
   * Whole documents that are on their way to pages at the same time; the rest wait their turn,
   * and nobody has two on their way. `Infinity` lifts both.
   */
  readonly fullSends: number;
  /** Whether a document that many want is encoded once for all of them. */
  readonly sharesEncoding: boolean;

  /** Connections that have not yet said what they want; past it the oldest is let go. */
  readonly undecided: number;
  /** How long one may take to say it (ms). */
  readonly undecidedMs: number;
  /** How long a request may take to arrive as a whole (ms). */
  readonly requestMs: number;
  /** Lines in the head of a request. */
  readonly headers: number;
  /** How long a peer may take to answer a goodbye (ms); until then what it did not take is kept. */
  readonly goodbyeMs: number;

  /** How long a workshop or a text stays in memory after the last person has left (ms): trains have tunnels. */
  readonly keepMs: number;
}

export const LIMITS: Limits = {
  boardFrame: MAX_BOARD_FRAME,
  textFrame: MAX_TEXT_FRAME,
  fragments: 256,
  deflate: false,
  jsonBody: 100_000,
  formBody: 10_000,

  // A fast writer with a few tabs; fifty pasted lines come through at once.
  commands: { perSecond: 20, burst: 60 },
  livePackets: { perSecond: 50, burst: 200 },
  // A hand moves at 15 Hz, and the stock provider echoes what it hears of others.
  boardFrames: { perSecond: 100, burst: 300 },
  // Fast hands send ten a second; an editor that pastes in pieces a burst.
  textFrames: { perSecond: 60, burst: 180 },
  // A long time without a connection is one frame of up to 2 MB.
  textBytes: { perSecond: 256 * 1024, burst: 2 * MAX_TEXT_FRAME },
  requests: { perSecond: 10, burst: 100 },
  exports: { perSecond: 0.5, burst: 10 },
  resets: { perSecond: 0.1, burst: 5 },
  joins: { perSecond: 5, burst: 1_000 },
  // Five hundred people who open the page in the same minute ask for some twenty files each.
  address: { perSecond: 1_000, burst: 10_000 },

  socketsPerSeat: 20,
  denials: 5,

  presenceBacklog: 256 * 1024,
  backlog: 4 * 1024 * 1024,
  fullSends: 32,
  sharesEncoding: true,

  // Two thousand phones that come back in one moment, and as many again.
  undecided: 4_000,
  undecidedMs: 10_000,
  requestMs: 30_000,
  headers: 100,
  goodbyeMs: 5_000,

  keepMs: 30_000,
};

/** Below the half minute after which venue routers forget a silent connection. */
export const PING_MS = 25_000;
/** A live connection that never says which workshop it wants is closed. */
export const HANDSHAKE_MS = 10_000;
/** Everybody comes back after a restart: spread over this time. */
export const RETURN_SPREAD_MS = 10_000;
/** What is not finished by then, when the program ends, is not going to be. */
export const DRAIN_MS = 20_000;
