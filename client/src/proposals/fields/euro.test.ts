import { LIMITS } from '@tavolo/model';
import { expect, test } from 'vitest';
import { euroOf } from './euro.ts';

test.each([
  ['', 0],
  ['9500', 9_500],
  ['9.500', 9_500],
  ['9,500', 9_500],
  ['€ 1.250.000', 1_250_000],
  ['9 500 €', 9_500],
  ['9.500,50', 9_500],
  ['9,500.50', 9_500],
  ['9500.5', 9_500],
  ['9500,', 9_500],
  ['12,50 €', 12],
  ['circa 300 euro', 300],
  ['🙂', 0],
])('%s is %d euro', (typed, euro) => {
  expect(euroOf(typed)).toBe(euro);
});

test('nobody types more than the rules allow', () => {
  expect(euroOf('9'.repeat(40))).toBe(LIMITS.amount);
});
