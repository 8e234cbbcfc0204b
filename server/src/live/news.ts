/**
 * What the decisions of one turn of the loop have touched: a batch of a hundred cards is
 * one `mine`, not a hundred.
 */
import type { SeatId } from '@tavolo/model';
import type { Change } from '../workshop/contract.ts';

export class News {
  readonly #mine = new Set<SeatId>();
  #queue = false;
  #roster = false;

  add({ touched }: Change): void {
    for (const seatId of touched.mine) this.#mine.add(seatId);
    if (touched.queue) this.#queue = true;
    if (touched.roster) this.#roster = true;
  }

  hasMine(seatId: SeatId): boolean {
    return this.#mine.has(seatId);
  }

  get hasQueue(): boolean {
    return this.#queue;
  }

  get hasRoster(): boolean {
    return this.#roster;
  }
}
