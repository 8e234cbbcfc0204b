import type { RoundResult } from '@tavolo/model';

/** Then everything is "first": an order would only look like one. */
export function nobodyVoted({ voters, ranking }: RoundResult): boolean {
  return voters === 0 && ranking.every(({ hands }) => hands === 0);
}
