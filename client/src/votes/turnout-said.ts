/**
 * How far a vote has come, said at the half and when all have voted: the number changes every
 * second while a room votes, and a live region of it would drown whoever listens.
 */
import { useEffect, useRef } from 'react';
import { announce } from '../design/announce.tsx';
import { useText } from '../state/hooks.ts';
import type { Turnout } from './turnout.ts';

/** 1 from the half on, 2 once all have voted. */
export function stepOf({ voted, of }: Pick<Turnout, 'voted' | 'of'>): 0 | 1 | 2 {
  if (of === 0) return 0;
  if (voted >= of) return 2;
  return voted * 2 >= of ? 1 : 0;
}

export function useSaidTurnout(turnout: Turnout | null): void {
  const text = useText();
  const before = useRef<number | null>(null);
  const step = turnout === null ? null : stepOf(turnout);
  // biome-ignore lint/correctness/useExhaustiveDependencies: said when a step is reached, with the numbers of that moment
  useEffect(() => {
    // What one finds on arriving stands on the screen.
    const rises = before.current !== null && step !== null && step > before.current;
    before.current = step;
    if (rises && turnout !== null) announce(text('votes.turnout', turnout));
  }, [step]);
}
