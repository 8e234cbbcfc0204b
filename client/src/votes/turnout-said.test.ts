import { expect, test } from 'vitest';
import { stepOf } from './turnout-said.ts';

test('a room of thirty that votes one after another reaches two steps, at the half and at the end', () => {
  const reached = Array.from({ length: 31 }, (_, voted) => stepOf({ voted, of: 30 }));
  const rises = reached.flatMap((step, at) => (step > (reached[at - 1] ?? 0) ? [at] : []));
  expect(rises).toEqual([15, 30]);
});

test('where nobody may vote there is nothing to say', () => {
  expect(stepOf({ voted: 0, of: 0 })).toBe(0);
});
