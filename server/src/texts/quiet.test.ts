import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Quiet } from './quiet.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function quiet() {
  const come = vi.fn();
  return { come, quiet: new Quiet({ afterMs: 1_000, withinMs: 10_000 }, come) };
}

it('comes once, a while after the last sign of life', () => {
  const { come, quiet: pause } = quiet();
  pause.stir();
  vi.advanceTimersByTime(900);
  pause.stir();
  vi.advanceTimersByTime(900);
  expect(come).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(come).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(60_000);
  expect(come).toHaveBeenCalledTimes(1);
});

it('comes all the same while somebody types steadily, and again after as long', () => {
  const { come, quiet: pause } = quiet();
  for (let ms = 0; ms < 25_000; ms += 200) {
    pause.stir();
    vi.advanceTimersByTime(200);
  }
  expect(come).toHaveBeenCalledTimes(2);
});

it('does not come once it is closed', () => {
  const { come, quiet: pause } = quiet();
  pause.stir();
  pause.close();
  vi.advanceTimersByTime(60_000);
  expect(come).not.toHaveBeenCalled();
});
