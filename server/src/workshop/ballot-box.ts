/**
 * The vote of one workshop: takes dots to the ballots, which are no part of the log, and
 * hands them over to be counted when the round closes. From the count to the commit no dots
 * are taken here; what another node takes meanwhile makes the append fail, and it is counted
 * anew. Opened by `LiveWorkshop`.
 */
import {
  type AnyOrder,
  type Ballot,
  type Command,
  type Dots,
  decide,
  eligibleSeats,
  eventsOf,
  isRefusal,
  openRoundOf,
  type RoundId,
  type SeatId,
  seatActor,
  Table,
  type Workshop,
} from '@tavolo/model';
import type { BallotBoxContent, ClosedBox } from '../storage/ballot-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { type Ballots, type OpenWorkshop, type Performed, StorageFailure } from './contract.ts';

/** What has been taken out to be counted, by round. */
export type Boxes = ReadonlyMap<RoundId, BallotBoxContent>;

/** Orders after which a seat may no longer vote, or not there: see `TextGuard`. */
export const VOTING_ORDERS: readonly AnyOrder['type'][] = [
  'closeRound',
  'closeDueRound',
  'setRole',
  'setLock',
  'expelSeat',
  'closeWorkshop',
  'reopenWorkshop',
  'moveToPhase',
  'completeMove',
  'fillDemonstration',
];

type Dotting = Extract<Command, { type: 'setDots' }>;
type Room = Pick<OpenWorkshop, 'id' | 'seq' | 'state' | 'boardSeq' | 'catchUp' | 'latest'>;

export interface BoxSurroundings {
  readonly storage: Storage;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** A ballot of this seat is on the disk. */
  readonly voted: (room: Pick<OpenWorkshop, 'id'>, seatId: SeatId) => void;
}

export class BallotBox implements Ballots {
  readonly #room: Room;
  readonly #around: BoxSurroundings;
  readonly #listeners = new Set<(seatId: SeatId, ballot: Ballot) => void>();
  readonly #elsewhere = new Set<(seatId: SeatId) => void>();
  /** The last cast of each seat that is under way: a seat's dots are taken in their order. */
  readonly #lines = new Map<SeatId, Promise<unknown>>();
  /** Where a count is under way: resolved when it is over. */
  #counting: { readonly over: Promise<void>; readonly end: () => void } | null = null;
  #counted: { readonly roundId: RoundId; readonly voters: number } | null = null;
  /** The last count of voters, and the one that waits for it. */
  #lastCount: Promise<void> = Promise.resolve();
  #nextCount: Promise<void> | null = null;

  constructor(room: Room, around: BoxSurroundings) {
    this.#room = room;
    this.#around = around;
  }

  get voters(): number {
    const round = openRoundOf(this.#room.state);
    return this.#counted !== null && this.#counted.roundId === round?.id ? this.#counted.voters : 0;
  }

  own(seatId: SeatId): Promise<Ballot | null> {
    return this.#inLine(seatId, () => this.#own(seatId));
  }

  async #own(seatId: SeatId): Promise<Ballot | null> {
    const round = openRoundOf(this.#room.state);
    if (round === null) return null;
    if (this.#counted?.roundId !== round.id) await this.recount();
    const key = { workshopId: this.#room.id, roundId: round.id };
    try {
      return { roundId: round.id, dots: await this.#around.storage.findBallot(key, seatId) };
    } catch (error) {
      throw new StorageFailure('the ballots could not be read', { cause: error });
    }
  }

  /** One at a time, and one more for whatever has changed meanwhile. */
  recount(): Promise<void> {
    if (this.#nextCount !== null) return this.#nextCount;
    const recount = this.#lastCount.then(() => {
      this.#nextCount = null;
      return this.#countVoters();
    });
    // What became of it is for who asked; the next one only waits.
    this.#lastCount = recount.then(
      () => undefined,
      () => undefined,
    );
    this.#nextCount = recount;
    return recount;
  }

  async #countVoters(): Promise<void> {
    const { id: workshopId, state } = this.#room;
    const round = openRoundOf(state);
    if (round === null) return;
    const key = { workshopId, roundId: round.id };
    try {
      const { storage } = this.#around;
      const voters = await storage.countVoters(key, eligibleSeats(state, round));
      this.#counted = { roundId: round.id, voters };
    } catch (error) {
      throw new StorageFailure('the ballots could not be counted', { cause: error });
    }
  }

  subscribe(listener: (seatId: SeatId, ballot: Ballot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  whenElsewhere(listener: (seatId: SeatId) => void): () => void {
    this.#elsewhere.add(listener);
    return () => this.#elsewhere.delete(listener);
  }

  /** Another node says that this seat has voted there. */
  heard(seatId: SeatId): void {
    for (const listener of this.#elsewhere) listener(seatId);
  }

  /** Takes a seat's dots, after those it has sent before. */
  cast(seatId: SeatId, command: Dotting): Promise<Performed> {
    const { cmdId: _, ...order } = command;
    return this.#inLine(seatId, () => this.#cast(seatId, order));
  }

  #inLine<Answer>(seatId: SeatId, work: () => Promise<Answer>): Promise<Answer> {
    const before = this.#lines.get(seatId) ?? Promise.resolve();
    const answer = before.then(work);
    // What became of it is for who asked; the next one only waits.
    const line = answer.then(
      () => undefined,
      () => undefined,
    );
    this.#lines.set(seatId, line);
    line.then(() => {
      if (this.#lines.get(seatId) === line) this.#lines.delete(seatId);
    });
    return answer;
  }

  /**
   * What lies in the boxes of these rounds from those who may vote now, and no more dots until
   * `giveBack`. The ballot of a seat that is gone, or has another role, is not in it (rule V5).
   */
  async take(roundIds: readonly RoundId[]): Promise<Boxes> {
    const boxes = new Map<RoundId, BallotBoxContent>();
    if (roundIds.length === 0) return boxes;
    this.#counting ??= gate();
    for (const roundId of new Set(roundIds)) {
      const { id: workshopId, state } = this.#room;
      const round = state.rounds.get(roundId);
      const voters = round === undefined ? [] : eligibleSeats(state, round);
      boxes.set(roundId, await this.#around.storage.readBallots({ workshopId, roundId }, voters));
    }
    return boxes;
  }

  giveBack(): void {
    this.#counting?.end();
    this.#counting = null;
  }

  async #cast(seatId: SeatId, order: Omit<Dotting, 'cmdId'>): Promise<Performed> {
    const { roundId, item, n, version } = order;
    const key = { workshopId: this.#room.id, roundId };
    const change: Dots = { item, n, version };
    for (;;) {
      await this.#counting?.over;
      const { state, seq } = this.#room;
      try {
        const dots = await this.#around.storage.findBallot(key, seatId);
        const ballots: Workshop['ballots'] = Table.from([[seatId, { roundId, dots }] as const]);
        const context = { now: this.#around.clock(), seed: null };
        // Its type was taken off together with its id: the rest is the order it was.
        const outcome = decide(
          { ...state, ballots },
          seatActor(seatId),
          order as AnyOrder,
          context,
        );
        if (isRefusal(outcome)) {
          // A "no" must not come from an old state.
          await this.#room.latest();
          if (this.#room.seq !== seq) continue;
          return { ok: false, refusal: outcome };
        }
        if (eventsOf(outcome)?.length === 0) return this.#accepted();
        const round = state.rounds.get(roundId);
        if (round === undefined) throw new Error('dots were accepted in no round');
        const guard = { seq, types: VOTING_ORDERS };
        const cast = await this.#around.storage.castDots(
          key,
          seatId,
          change,
          round.dotsPerSeat,
          guard,
        );
        if (cast.ok) {
          for (const listener of this.#listeners) listener(seatId, { roundId, dots: cast.dots });
          this.#around.voted(this.#room, seatId);
          return this.#accepted();
        }
      } catch (error) {
        throw new StorageFailure('the ballot could not be kept', { cause: error });
      }
      // The rights, or the same seat's ballot on another node, have changed meanwhile.
      await this.#room.catchUp();
    }
  }

  /** No feed has to come first: who is listening has been sent the ballot already. */
  #accepted(): Performed {
    return { ok: true, seq: this.#room.boardSeq, in: [] };
  }
}

/** The rounds that `after` has closed or lost; what was not counted goes whatever it is. */
export function closedBoxes(before: Workshop, after: Workshop, boxes: Boxes): ClosedBox[] {
  const closed: ClosedBox[] = [];
  for (const { id, result } of before.rounds.values()) {
    if (result !== null || after.rounds.get(id)?.result === null) continue;
    closed.push({ roundId: id, revision: boxes.get(id)?.revision ?? null });
  }
  return closed;
}

function gate(): { readonly over: Promise<void>; readonly end: () => void } {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { over, end };
}
