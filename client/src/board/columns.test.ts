import { describe, expect, test } from 'vitest';
import { inColumns, landsBefore, neighbourFor } from './columns.ts';

const column = [
  { id: 'a', top: 0, bottom: 100 },
  { id: 'b', top: 110, bottom: 150 },
];

describe('where a card lands', () => {
  test('cards flow left, right, left', () => {
    expect(inColumns(['a', 'b', 'c'])).toEqual([['a', 'c'], ['b']]);
    expect(inColumns([])).toEqual([[], []]);
  });

  test('above the middle is before, below it is after', () => {
    expect(landsBefore(column, 20)).toBe('a');
    expect(landsBefore(column, 60)).toBe('b');
    expect(landsBefore(column, 129)).toBe('b');
    expect(landsBefore(column, 131)).toBeNull();
    expect(landsBefore([], 5)).toBeNull();
  });

  test('it follows the card before that one in the order of the cluster', () => {
    expect(neighbourFor(['a', 'b', 'c'], 'x', 'a')).toBeNull();
    expect(neighbourFor(['a', 'b', 'c'], 'x', 'c')).toBe('b');
    expect(neighbourFor(['a', 'b', 'c'], 'x', null)).toBe('c');
    expect(neighbourFor([], 'x', null)).toBeNull();
  });

  test('a card is never its own neighbour', () => {
    expect(neighbourFor(['a', 'b', 'c'], 'b', 'c')).toBe('a');
    expect(neighbourFor(['a', 'b'], 'b', null)).toBe('a');
  });

  test('a neighbour that has gone means the end', () => {
    expect(neighbourFor(['a', 'b'], 'x', 'gone')).toBe('b');
  });
});
