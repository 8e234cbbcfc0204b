import { describe, expect, it } from 'vitest';
import { secondsUntil } from './seconds-until.ts';

describe('secondsUntil', () => {
  it('counts by the server’s clock, however wrong the device’s is', () => {
    const server = 1_000_000;
    for (const wrong of [-3_600_000, -1, 0, 1, 86_400_000]) {
      expect(secondsUntil(server + 10_000, server + wrong, -wrong)).toBe(10);
    }
  });

  it('shows a second until it is over, and never less than nothing', () => {
    expect(secondsUntil(10_000, 1, 0)).toBe(10);
    expect(secondsUntil(10_000, 9_001, 0)).toBe(1);
    expect(secondsUntil(10_000, 10_000, 0)).toBe(0);
    expect(secondsUntil(10_000, 99_999, 0)).toBe(0);
  });
});
