import type { ClusterId, RankedItem } from '@tavolo/model';
import { expect, it } from 'vitest';
import { nobodyVoted } from './nobody-voted.ts';

const ranked = (hands: number): RankedItem => ({
  item: 'care' as ClusterId,
  rank: 1,
  dots: 0,
  hands,
});

it('a round without dots and without hands has no order', () => {
  expect(nobodyVoted({ voters: 0, eligible: 9, ranking: [ranked(0), ranked(0)] })).toBe(true);
});

it('hands that a table host counted are a vote, and so is a single ballot', () => {
  expect(nobodyVoted({ voters: 0, eligible: 9, ranking: [ranked(0), ranked(4)] })).toBe(false);
  expect(nobodyVoted({ voters: 1, eligible: 9, ranking: [ranked(0)] })).toBe(false);
});
