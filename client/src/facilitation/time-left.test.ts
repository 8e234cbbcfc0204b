import { expect, test } from 'vitest';
import { clockFace, secondsLeft } from './time-left.ts';

const HOUR = 3_600_000;

test('a device whose clock is two hours off shows what is really left', () => {
  const timer = { is: 'running', endsAt: 10 * HOUR + 300_000 } as const;
  for (const off of [-2 * HOUR, 0, 2 * HOUR]) {
    const device = 10 * HOUR + off;
    expect(secondsLeft(timer, device, -off)).toBe(300);
  }
});

test('a paused timer stands still, one that is over shows nothing less than zero', () => {
  expect(secondsLeft({ is: 'paused', leftMs: 61_000 }, 5 * HOUR, 0)).toBe(61);
  expect(secondsLeft({ is: 'running', endsAt: HOUR }, 2 * HOUR, 0)).toBe(0);
});

test('the last second is shown until it is over', () => {
  expect(secondsLeft({ is: 'running', endsAt: 1_000 }, 1, 0)).toBe(1);
});

test('times are read as on a clock', () => {
  expect([0, 9, 60, 545, 3_600, 4_145].map(clockFace)).toEqual([
    '0:00',
    '0:09',
    '1:00',
    '9:05',
    '1:00:00',
    '1:09:05',
  ]);
});
