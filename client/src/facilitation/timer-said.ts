/** Said once each: that time has begun, that a minute is left, that it is over. Never in between. */
import type { Key } from '@tavolo/i18n';
import type { Timer } from '@tavolo/model';
import { useEffect, useRef } from 'react';
import { announce } from '../design/announce.tsx';
import { type Text, useText } from '../state/hooks.ts';

const MINUTE = 60;

interface Heard {
  readonly state: 'none' | 'running' | 'paused';
  readonly left: number;
}

/** Whose time it is, so that two countdowns are not taken for one. */
export type TimerOf = 'room' | 'table';

const WORDS = {
  room: {
    started: 'facilitation.timerStarted',
    startedShort: 'facilitation.timerStartedShort',
    minute: 'facilitation.timerMinute',
    over: 'facilitation.timerOver',
    paused: 'facilitation.timerPaused',
    stopped: 'facilitation.timerStopped',
  },
  table: {
    started: 'tables.timerStarted',
    startedShort: 'tables.timerStartedShort',
    minute: 'tables.timerMinute',
    over: 'tables.timerOver',
    paused: 'tables.timerPaused',
    stopped: 'tables.timerStopped',
  },
} as const satisfies Record<TimerOf, Readonly<Record<string, Key>>>;

export function useSaidTimer(timer: Timer | null, left: number | null, of: TimerOf = 'room'): void {
  const text = useText();
  const state = timer?.is ?? 'none';
  const before = useRef<Heard | null>(null);
  useEffect(() => {
    const now: Heard = { state, left: left ?? 0 };
    // What one finds on arriving is on the screen; only changes are said.
    const sentence = before.current === null ? null : sentenceFor(before.current, now, text, of);
    before.current = now;
    if (sentence !== null) announce(sentence);
  }, [state, left, text, of]);
}

export function sentenceFor(
  before: Heard,
  now: Heard,
  text: Text,
  of: TimerOf = 'room',
): string | null {
  const words = WORDS[of];
  // One that has run out and goes on is a new one to whoever listens.
  const anew = now.state === 'running' && before.left === 0 && now.left > 0;
  if (now.state !== before.state || anew) {
    if (now.state === 'none') return text(words.stopped);
    if (now.state === 'paused') return text(words.paused);
    const count = Math.round(now.left / MINUTE);
    return text(count < 1 ? words.startedShort : words.started, {
      count: count < 1 ? now.left : count,
    });
  }
  if (now.state !== 'running') return null;
  if (before.left > 0 && now.left === 0) return text(words.over);
  if (before.left > MINUTE && now.left <= MINUTE) return text(words.minute);
  return null;
}
