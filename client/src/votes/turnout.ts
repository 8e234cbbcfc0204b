import type { Round } from '@tavolo/model';
import { useRoomState } from '../state/hooks.ts';

export interface Turnout {
  readonly [name: string]: number;
  readonly voted: number;
  /** Those who voted, for the sentence: its plural hangs on them. */
  readonly count: number;
  readonly of: number;
}

/** How many have given a dot, of those who may; without a word about who. Null before it is known. */
export function useTurnout(round: Round): Turnout | null {
  const voting = useRoomState((state) => state.counts?.voting ?? null);
  if (voting?.roundId !== round.id) return null;
  return { voted: voting.voted, count: voting.voted, of: voting.of };
}
