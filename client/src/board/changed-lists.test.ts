import type { Card, ClusterId } from '@tavolo/model';
import { expect, test } from 'vitest';
import { changedLists } from './changed-lists.ts';
import { EMPTY_INDEX, type WallIndex } from './wall-index.ts';

const home = 'home' as ClusterId;
const care = 'care' as ClusterId;
const cards: readonly Card[] = [];
const wall: WallIndex = {
  ...EMPTY_INDEX,
  inCluster: new Map([
    [home, cards],
    [care, cards],
  ]),
};

test('a list that was kept is not looked at again', () => {
  expect(changedLists(wall, { ...wall, inCluster: new Map(wall.inCluster) })).toEqual([]);
});

test('a card that goes from the tray into a cluster changes both, and no other', () => {
  const now: WallIndex = {
    ...wall,
    tray: [],
    inCluster: new Map([
      [home, []],
      [care, cards],
    ]),
  };
  expect(changedLists(wall, now)).toEqual(['', home]);
});

test('a cluster that is gone or has just come has changed too', () => {
  const without: WallIndex = { ...wall, inCluster: new Map([[home, cards]]) };
  expect(changedLists(wall, without)).toEqual([care]);
  expect(changedLists(without, wall)).toEqual([care]);
});

test('one’s own draft is drawn on the tray', () => {
  expect(changedLists(wall, { ...wall, own: [] })).toEqual(['']);
});
