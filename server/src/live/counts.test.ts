import { type SeatId, UNOPENED, type Workshop } from '@tavolo/model';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Counted, Counts } from './counts.ts';

let state: Workshop;
let present: number;
let sent: { at: number; present: number }[];
let counts: Counts;
const start = 1_764_000_003_500;

beforeEach(() => {
  vi.useFakeTimers({ now: start });
  state = { ...UNOPENED, phase: 'listen' };
  present = 1;
  sent = [];
  counts = new Counts({
    state: () => state,
    present: () => new Set(Array.from({ length: present }, (_, at) => `seat-${at}` as SeatId)),
    voted: () => 0,
    clock: Date.now,
    send: (counted: Counted) => sent.push({ at: Date.now() - start, present: counted.present }),
  });
});

afterEach(() => {
  counts.close();
  vi.useRealTimers();
});

function arrive(): void {
  present += 1;
  counts.touch();
}

describe('counts', () => {
  it('go out at most once a second, and the last one always does', () => {
    for (let step = 0; step < 20; step += 1) {
      arrive();
      vi.advanceTimersByTime(100);
    }
    vi.advanceTimersByTime(2_000);
    expect(sent.map(({ at }) => at)).toEqual([0, 1_000, 2_000]);
    expect(sent.at(-1)?.present).toBe(21);
  });

  it('go out in the writing phase on the ten seconds of the clock, whenever they changed', () => {
    state = { ...state, phase: 'write' };
    arrive();
    vi.advanceTimersByTime(6_000);
    expect(sent).toEqual([]);
    expect(counts.shown.present).toBe(1);
    arrive();
    vi.advanceTimersByTime(12_000);
    expect(sent).toEqual([{ at: 6_500, present: 3 }]);
    arrive();
    vi.advanceTimersByTime(20_000);
    expect(sent.map(({ at }) => at)).toEqual([6_500, 26_500]);
  });

  it('do not wait for those ten seconds once the phase is over', () => {
    state = { ...state, phase: 'write' };
    arrive();
    state = { ...state, phase: 'share' };
    counts.touch();
    vi.advanceTimersByTime(10);
    expect(sent).toHaveLength(1);
  });

  it('that did not change are not sent', () => {
    counts.touch();
    vi.advanceTimersByTime(5_000);
    expect(sent).toEqual([]);
  });
});
