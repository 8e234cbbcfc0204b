/**
 * Ballots, apart from the log: an event is for ever and names its seat, a ballot must not.
 * While a round is open each ballot lies under a code made of the seat and the round's key;
 * the close deletes both in the transaction that appends the tally (see `Storage.append`).
 * Part of the `Storage` contract.
 */
import type { Ballot, Dots, RoundId, SeatId, WorkshopId } from '@tavolo/model';
import type { TextGuard } from './text-storage.ts';

export interface BallotKey {
  readonly workshopId: WorkshopId;
  readonly roundId: RoundId;
}

export type CastResult =
  | { readonly ok: true; readonly dots: readonly Dots[] }
  /** A later version is there already, or the seat has too few dots left. */
  | { readonly ok: false; readonly why: 'stale' | 'over-budget' }
  /** Who may vote, or whether there is a vote, has changed: read the log, look again. */
  | { readonly ok: false; readonly why: 'rights' };

/** What the close is decided on. `revision` rises with every change of a ballot. */
export interface BallotBoxContent {
  readonly revision: number;
  /** In an order that tells nothing. */
  readonly ballots: readonly Ballot[];
}

/** A round that an append closes; refused where its ballots have changed since. Null: whatever they are. */
export interface ClosedBox {
  readonly roundId: RoundId;
  readonly revision: number | null;
}

export interface BallotStorage {
  /** Puts a seat's dots on an item, if the budget and the version allow; the guard as for texts. */
  castDots(
    key: BallotKey,
    seatId: SeatId,
    change: Dots,
    dotsPerSeat: number,
    guard: TextGuard,
  ): Promise<CastResult>;
  /** What this seat has given; empty where nothing. */
  findBallot(key: BallotKey, seatId: SeatId): Promise<readonly Dots[]>;
  /** How many of these seats have given a dot. */
  countVoters(key: BallotKey, seatIds: readonly SeatId[]): Promise<number>;
  /** The ballots of these seats and of no other. */
  readBallots(key: BallotKey, seatIds: readonly SeatId[]): Promise<BallotBoxContent>;
}
