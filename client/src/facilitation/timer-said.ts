/** Said once each: that time has begun, that a minute is left, that it is over. Never in between. */
import type { Timer } from '@tavolo/model';
import { useEffect, useRef } from 'react';
import { announce } from '../design/announce.tsx';
import { type Text, useText } from '../state/hooks.ts';

const MINUTE = 60;

interface Heard {
  readonly state: 'none' | 'running' | 'paused';
  readonly left: number;
}

export function useSaidTimer(timer: Timer | null, left: number | null): void {
  const text = useText();
  const state = timer?.is ?? 'none';
  const before = useRef<Heard | null>(null);
  useEffect(() => {
    const now: Heard = { state, left: left ?? 0 };
    // What one finds on arriving is on the screen; only changes are said.
    const sentence = before.current === null ? null : sentenceFor(before.current, now, text);
    before.current = now;
    if (sentence !== null) announce(sentence);
  }, [state, left, text]);
}

export function sentenceFor(before: Heard, now: Heard, text: Text): string | null {
  if (now.state !== before.state) {
    if (now.state === 'none') return text('facilitation.timerStopped');
    if (now.state === 'paused') return text('facilitation.timerPaused');
    const count = Math.round(now.left / MINUTE);
    return text(count < 1 ? 'facilitation.timerStartedShort' : 'facilitation.timerStarted', {
      count: count < 1 ? now.left : count,
    });
  }
  if (now.state !== 'running') return null;
  if (before.left > 0 && now.left === 0) return text('facilitation.timerOver');
  if (before.left > MINUTE && now.left <= MINUTE) return text('facilitation.timerMinute');
  return null;
}
