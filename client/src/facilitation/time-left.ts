/** What is left of a countdown, by the server's clock, kept true while it runs. */
import { type Timer, timerLeftMs } from '@tavolo/model';
import { useNow } from '../design/use-now.ts';
import { useRoomState } from '../state/hooks.ts';

/** Whole seconds, rounded up: it shows 0 only once it is over. Null without a timer. */
export function useSecondsLeft(timer: Timer | null): number | null {
  const offset = useRoomState((state) => state.clockOffset);
  const now = useNow(timer?.is === 'running');
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
