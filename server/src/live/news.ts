/**
 * What the decisions of one turn of the loop have touched: a batch of a hundred cards is
 * one `mine`, not a hundred.
 */
import type { SeatId } from '@tavolo/model';
import type { Change } from '../workshop/contract.ts';

export class News {
  readonly #mine = new Set<SeatId>();
  readonly #queueFor = new Set<SeatId>();
  #queue = false;
  #roster = false;

  add({ after, touched }: Change): void {
    for (const seatId of touched.mine) this.#mine.add(seatId);
    if (touched.roster) this.#roster = true;
    if (!touched.queue) return;
    // A draft that its author takes back is in nobody's queue; but a queue sent at that
    // moment would tell the facilitator that somebody has just done so.
    const isPrivate = after.phase === 'write' && !touched.board && !touched.roster;
    if (!isPrivate) this.#queue = true;
    else for (const seatId of touched.mine) this.#queueFor.add(seatId);
  }

  hasMine(seatId: SeatId): boolean {
    return this.#mine.has(seatId);
  }

  hasQueue(seatId: SeatId): boolean {
    return this.#queue || this.#queueFor.has(seatId);
  }

  get hasRoster(): boolean {
    return this.#roster;
  }
}
