/**
 * The numbers that people are told. The log's own number moves with every draft, so whoever
 * writes could count what others save in private. What everybody hears of is counted by the
 * board's number; what only one seat hears of, by that seat's. Both are a pure function of
 * the log: every node counts the same.
 */
import type { FeedName, Touched } from './feeds.ts';
import type { SeatId } from './ids.ts';
import { hasQueue, seesRoster } from './view.ts';
import type { Workshop } from './workshop.ts';

/** Where a private feed stood when it was made. */
export interface Standing {
  /** The seat's number: decisions that touched one of its private feeds. */
  readonly seq: number;
  /** The board's number: decisions that touched what everybody reads. */
  readonly board: number;
}

/** What a snapshot keeps of them; plain JSON. */
export interface CountedNumbers {
  readonly board: number;
  readonly seats: readonly (readonly [SeatId, number])[];
}

export class Numbers {
  #board = 0;
  readonly #seats = new Map<SeatId, number>();
  /** Those who have the queue, and those who have the roster; kept here, so that a decision does not look at every seat. */
  readonly #queueing = new Set<SeatId>();
  readonly #seating = new Set<SeatId>();

  /** As a snapshot has kept them; `state` is the one it keeps beside them. */
  static from({ board, seats }: CountedNumbers, state: Workshop): Numbers {
    const numbers = new Numbers();
    numbers.#board = board;
    for (const [seatId, number] of seats) numbers.#seats.set(seatId, number);
    for (const seatId of state.seats.keys()) numbers.#follow(seatId, state);
    return numbers;
  }

  /** What everybody hears of: the board's `meta.seq`. */
  get board(): number {
    return this.#board;
  }

  standing(seatId: SeatId): Standing {
    return { seq: this.#seats.get(seatId) ?? 0, board: this.#board };
  }

  /** Takes in the next decision of the log; `after` is the full state that it led to. */
  count(touched: Touched, after: Workshop): void {
    if (touched.board) this.#board += 1;
    if (touched.roster) for (const seatId of touched.mine) this.#follow(seatId, after);
    const hearing = new Set(touched.mine);
    if (touched.queue) for (const seatId of this.#queueing) hearing.add(seatId);
    if (touched.roster) for (const seatId of this.#seating) hearing.add(seatId);
    for (const seatId of hearing) this.#seats.set(seatId, (this.#seats.get(seatId) ?? 0) + 1);
  }

  /**
   * The number that the answer to a seat's command carries, right after it was counted: the
   * board's where everybody hears of it or nothing happened, else the seat's own.
   */
  answer(seatId: SeatId | null, feeds: readonly FeedName[]): number {
    const isPrivate = seatId !== null && feeds.length > 0 && !feeds.includes('board');
    return isPrivate ? this.standing(seatId).seq : this.#board;
  }

  toJSON(): CountedNumbers {
    const seats = [...this.#seats].sort(([a], [b]) => (a < b ? -1 : 1));
    return { board: this.#board, seats };
  }

  #follow(seatId: SeatId, state: Workshop): void {
    const seat = state.seats.get(seatId);
    hold(this.#queueing, seatId, hasQueue(seat));
    hold(this.#seating, seatId, seesRoster(seat));
  }
}

function hold(seats: Set<SeatId>, seatId: SeatId, isOne: boolean): void {
  if (isOne) seats.add(seatId);
  else seats.delete(seatId);
}

/** Does a feed that stands here show the decision of this answer? */
export function shows(
  at: Standing,
  answer: { readonly seq: number; readonly in: readonly FeedName[] },
): boolean {
  return (answer.in.includes('board') ? at.board : at.seq) >= answer.seq;
}
