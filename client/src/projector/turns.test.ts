import { expect, test } from 'vitest';
import { pagesOf } from './turns.ts';

test('everything has its turn, and nothing at all is one empty page', () => {
  expect([0, 1, 6, 7, 12, 13].map((length) => pagesOf(length, 6))).toEqual([1, 1, 1, 2, 2, 3]);
});
