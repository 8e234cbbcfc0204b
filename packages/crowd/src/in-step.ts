/**
 * Whether boards come to be equal to the server's. A board that is behind may take as long as
 * it moves: on a busy machine the last updates arrive late. One that shows the server's last
 * decision and says something else is wrong at once.
 */
import type { BoardNow } from '@tavolo/e2e/room/board-hash';

/** As long as this nothing has moved: whoever is behind now has been forgotten. */
const PATIENCE_MS = 30_000;

export interface Standing {
  readonly name: string;
  /** Null while the page is being loaded. */
  readonly board: BoardNow | null;
}

export type Verdict =
  | { readonly is: 'equal' }
  | { readonly is: 'behind'; readonly who: readonly Standing[] }
  /** Not equal, and nothing more is to be waited for. */
  | { readonly is: 'unequal'; readonly who: readonly Standing[] };

export class InStep {
  #moved: string | null = null;
  #since = 0;

  /** What is seen at `now`, ms. */
  judge(told: BoardNow, all: readonly Standing[], now: number): Verdict {
    const who = all.filter(({ board }) => board?.hash !== told.hash);
    if (who.length === 0) return { is: 'equal' };
    const seen = JSON.stringify([told.seq, all.map(({ board }) => board?.seq ?? null)]);
    if (seen !== this.#moved) {
      this.#moved = seen;
      this.#since = now;
    }
    const isWrong = who.some(({ board }) => board !== null && board.seq === told.seq);
    return { is: isWrong || now - this.#since > PATIENCE_MS ? 'unequal' : 'behind', who };
  }
}

/** "Ada 3 is at 41 of 44", for the list of what is wrong. */
export function inWords({ seq }: BoardNow, who: readonly Standing[]): string {
  return who
    .map(({ name, board }) =>
      board === null
        ? `${name} has none`
        : board.seq === seq
          ? `${name} says something else at ${seq}`
          : `${name} is at ${board.seq} of ${seq}`,
    )
    .join(', ');
}
