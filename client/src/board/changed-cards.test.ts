import type { Card, CardId, ClusterId } from '@tavolo/model';
import { expect, test } from 'vitest';
import { changedCards } from './changed-cards.ts';
import { EMPTY_INDEX, type WallIndex } from './wall-index.ts';

const home = 'home' as ClusterId;
const care = 'care' as ClusterId;

/** Only what tells where a card lies. */
const card = (id: string, order: string | null = null): Card =>
  ({ id: id as CardId, order }) as Card;

function wall(tray: readonly Card[], inHome: readonly Card[], inCare: readonly Card[]): WallIndex {
  return {
    ...EMPTY_INDEX,
    tray,
    inCluster: new Map([
      [home, inHome],
      [care, inCare],
    ]),
  };
}

const [a, b, c] = [card('a', 'A'), card('b', 'B'), card('c', 'C')];

test('a card that goes into a cluster has moved; those that make room have not', () => {
  const now = wall([], [card('t', 'AA'), a, b], [c]);
  expect(changedCards(wall([card('t')], [a, b], [c]), now)).toEqual({
    moved: ['t'],
    arrived: [],
  });
});

test('a card that changes its place in its cluster has moved', () => {
  const before = wall([], [a, b], []);
  expect(changedCards(before, wall([], [b, card('a', 'D')], [])).moved).toEqual(['a']);
});

test('a card whose words change stays where it is', () => {
  const before = wall([], [a, b], []);
  expect(changedCards(before, wall([], [{ ...a, text: 'altro' }, b], []))).toEqual({
    moved: [],
    arrived: [],
  });
});

test('what was nowhere has arrived, one’s own drafts too; what left is nobody’s concern', () => {
  const now = { ...wall([card('new')], [], [c]), own: [card('draft')] };
  expect(changedCards(wall([], [a], [c]), now)).toEqual({
    moved: [],
    arrived: ['new', 'draft'],
  });
});
