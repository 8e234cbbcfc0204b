import { describe, expect, it } from 'vitest';
import { rowsOf, table } from './rows.ts';

const measures = [
  { key: 'ms', name: 'longest task', unit: 'ms', goal: 200 },
  { key: 'n', name: 'tasks', unit: '', goal: null },
];

describe('rows', () => {
  it('takes the median and keeps both ends', () => {
    const [row] = rowsOf(measures, [
      { ms: 90, n: 1 },
      { ms: 10, n: 2 },
      { ms: 50, n: 3 },
    ]);
    expect(row).toMatchObject({ value: 50, low: 10, high: 90, holds: true });
  });

  it('of three runs the middle one counts, of fewer the worst', () => {
    const once = { ms: 201, n: 1 };
    const quick = { ms: 10, n: 1 };
    const [three] = rowsOf(measures, [quick, once, { ms: 20, n: 1 }]);
    expect(three).toMatchObject({ high: 201, met: true, holds: true, judgedBy: 'median' });
    const [two] = rowsOf(measures, [quick, once]);
    expect(two).toMatchObject({ met: false, holds: false, judgedBy: 'worst' });
    expect(table(two === undefined ? [] : [two])).toContain('MISSED');
  });

  it('a goal that three runs miss holds only where a profile has told what bounds it', () => {
    const slow = { ms: 300, n: 1 };
    const runs = [slow, slow, slow];
    const [bare] = rowsOf(measures, runs);
    expect(bare).toMatchObject({ met: false, holds: false });
    expect(bare).not.toHaveProperty('why');
    const explained = measures.map((each) => ({ ...each, bound: 'drawing' }));
    const [told] = rowsOf(explained, runs);
    expect(told).toMatchObject({ met: false, holds: true, why: 'drawing' });
    // Once is not three times, whatever a profile has told.
    expect(rowsOf(explained, [slow])[0]).toMatchObject({ met: false, holds: false });
  });

  it('a number that tells of something else says so, and only then', () => {
    const [row] = measures.map((each) => ({
      ...each,
      note: 'not kept on a disk',
      doubts: [{ key: 'n', above: 5, says: 'the generator was the limit' }],
    }));
    const runs = (n: number) => [1, 2, 3].map((more) => ({ ms: 10, n: n + more }));
    const all = row === undefined ? [] : [row];
    expect(rowsOf(all, runs(0))[0]?.note).toBe('not kept on a disk');
    expect(rowsOf(all, runs(9))[0]?.note).toBe('not kept on a disk; the generator was the limit');
  });

  it('refuses a run that measured nothing', () => {
    expect(() => rowsOf(measures, [{ ms: 10 }])).toThrow('no value for n');
  });
});
