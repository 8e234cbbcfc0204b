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

  it('does not hold where a single run exceeds the goal', () => {
    const [row] = rowsOf(measures, [
      { ms: 10, n: 1 },
      { ms: 201, n: 1 },
      { ms: 20, n: 1 },
    ]);
    expect(row?.holds).toBe(false);
    expect(table(row === undefined ? [] : [row])).toContain('MISSED');
  });

  it('refuses a run that measured nothing', () => {
    expect(() => rowsOf(measures, [{ ms: 10 }])).toThrow('no value for n');
  });
});
