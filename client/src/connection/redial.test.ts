import { CLOSE } from '@tavolo/protocol';
import { describe, expect, it } from 'vitest';
import { pauseAfter } from './redial.ts';

const lost = (tries: number, chance: number) =>
  pauseAfter({ code: 1006, reason: '', tries }, chance);

describe('the pause before dialling again', () => {
  it('is short after a first loss, grows with each try in vain, and ends at a quarter of a minute', () => {
    expect(lost(0, 0)).toBe(125);
    expect(lost(0, 0.999)).toBeLessThan(500);
    expect(lost(3, 0)).toBe(1_000);
    expect(lost(60, 0.999_999)).toBeLessThanOrEqual(15_000);
    expect(lost(60, 0)).toBe(3_750);
  });

  it('is never the same for a whole room', () => {
    const room = Array.from({ length: 500 }, (_, n) => lost(4, n / 500));
    expect(new Set(room).size).toBe(500);
    expect(Math.max(...room) - Math.min(...room)).toBeGreaterThan(5_000);
  });

  it('is what a server that ends has told, and spread where it has told nothing', () => {
    const ending = (reason: string, chance = 0.5) =>
      pauseAfter({ code: CLOSE.restarting, reason, tries: 0 }, chance);
    expect(ending('{"retryAfter":7400}')).toBe(7_400);
    expect(ending('{"retryAfter":9e9}')).toBe(15_000);
    for (const nothing of ['', 'restart', 'null', '{"retryAfter":"soon"}', '{"retryAfter":-1}']) {
      expect(ending(nothing, 0.25)).toBe(2_500);
    }
  });

  it('leaves a breath to who was too slow or too fast', () => {
    for (const code of [CLOSE.tooSlow, CLOSE.policy]) {
      expect(pauseAfter({ code, reason: '', tries: 0 }, 0)).toBe(2_500);
      expect(pauseAfter({ code, reason: '', tries: 0 }, 0.999)).toBeGreaterThan(4_900);
    }
  });
});
