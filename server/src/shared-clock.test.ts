import pino from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openSharedClock } from './shared-clock.ts';

const log = pino({ level: 'silent' });
const HOUR_MS = 3_600_000;

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000_000_000 }));
afterEach(() => void vi.useRealTimers());

/** Answers after a while, by its own clock; `late` is how much of it is spent on the way back. */
function answering(delays: number[], late = 0.5): () => Promise<number> {
  return async () => {
    const ms = delays.shift() ?? 2;
    await vi.advanceTimersByTimeAsync(ms * (1 - late));
    const then = Date.now();
    await vi.advanceTimersByTimeAsync(ms * late);
    return then;
  };
}

it('two computers hours apart tell one time', async () => {
  const ask = answering([]);
  const ahead = await openSharedClock({ ask, own: () => Date.now() + 2 * HOUR_MS, log });
  const behind = await openSharedClock({ ask, own: () => Date.now() - 2 * HOUR_MS, log });
  expect(ahead.now()).toBe(Date.now());
  expect(behind.now()).toBe(Date.now());
  ahead.close();
  behind.close();
});

it('of the first answers the quickest counts', async () => {
  const clock = await openSharedClock({ ask: answering([900, 4, 700], 1), own: Date.now, log });
  expect(Math.abs(clock.now() - Date.now())).toBeLessThanOrEqual(4);
  clock.close();
});

it('a clock that is set is followed within seconds; a slow answer and none change nothing', async () => {
  let off = 0;
  const answers: (() => Promise<number>)[] = [];
  const ask = () => (answers.shift() ?? (() => Promise.resolve(Date.now())))();
  const clock = await openSharedClock({ ask, own: () => Date.now() + off, log });
  off = -HOUR_MS;
  answers.push(
    () => Promise.reject(new Error('away')),
    () => new Promise((resolve) => setTimeout(() => resolve(Date.now()), 3_000)),
  );
  await vi.advanceTimersByTimeAsync(14_000);
  expect(clock.now()).toBe(Date.now() - HOUR_MS);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(clock.now()).toBe(Date.now());
  clock.close();
  off = HOUR_MS;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(clock.now()).toBe(Date.now() + 2 * HOUR_MS);
});

it('where nobody answers at the start there is no clock', async () => {
  const ask = () => Promise.reject(new Error('away'));
  await expect(openSharedClock({ ask, own: Date.now, log })).rejects.toThrow('away');
});
