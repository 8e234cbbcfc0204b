/** What is left of a countdown, by the server's clock, kept true while it runs. */
import { type Timer, timerLeftMs } from '@tavolo/model';
import { useEffect, useState } from 'react';
import { useRoomState } from '../state/hooks.ts';

/** Four times a second, so that a second never shows twice or is skipped. */
const TICK_MS = 250;

/** Whole seconds, rounded up: it shows 0 only once it is over. Null without a timer. */
export function useSecondsLeft(timer: Timer | null): number | null {
  const offset = useRoomState((state) => state.clockOffset);
  const [now, setNow] = useState(Date.now);
  const running = timer?.is === 'running';
  useEffect(() => {
    if (!running) return undefined;
    setNow(Date.now());
    const ticking = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(ticking);
  }, [running]);
  return timer === null ? null : secondsLeft(timer, now, offset);
}

/** `offset` is server time minus this device's, ms. */
export function secondsLeft(timer: Timer, now: number, offset: number): number {
  return Math.ceil(timerLeftMs(timer, now + offset) / 1_000);
}

/** `9:05`, and from an hour on `1:09:05`. */
export function clockFace(seconds: number): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}
