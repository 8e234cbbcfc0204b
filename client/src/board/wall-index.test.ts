import {
  type Card,
  type CardId,
  type ClusterId,
  type SeatId,
  Table,
  UNOPENED,
  type Workshop,
} from '@tavolo/model';
import { describe, expect, test } from 'vitest';
import { EMPTY_INDEX, indexWall } from './wall-index.ts';

const me = 'me' as SeatId;
const home = 'home' as ClusterId;

function card(id: string, more: Partial<Card> = {}): Card {
  return {
    id: id as CardId,
    kind: 'need',
    text: id,
    language: 'it',
    themeId: null,
    clusterId: null,
    order: null,
    mergedInto: null,
    signedAs: null,
    placeId: null,
    pass: 0,
    status: 'published',
    heldFor: null,
    withdrawnFrom: null,
    author: null,
    onBehalf: null,
    ...more,
  };
}

function wall(...cards: readonly Card[]): Workshop {
  return {
    ...UNOPENED,
    clusters: Table.from([
      [
        home,
        { id: home, themeId: null, tableId: null, pass: 0, name: 'Casa', question: '', x: 0, y: 0 },
      ],
    ]),
    cards: Table.from(cards.map((item) => [item.id, item] as const)),
  };
}

describe('reading the wall', () => {
  test('cards lie in their cluster in order, or on the tray; merged ones under another', () => {
    const index = indexWall(
      wall(
        card('b', { clusterId: home, order: 'B' }),
        card('a', { clusterId: home, order: 'C' }),
        card('t'),
        card('m', { mergedInto: 'b' as CardId }),
        card('n', { mergedInto: 'm' as CardId }),
      ),
      me,
      EMPTY_INDEX,
    );
    expect(index.inCluster.get(home)?.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(index.tray.map(({ id }) => id)).toEqual(['t']);
    expect(index.voices.get('b' as CardId)).toBe(3);
    expect(index.published).toBe(5);
  });

  test('drafts are shown to their author alone, withdrawn ones to nobody', () => {
    const cards = [
      card('mine', { status: 'draft', author: me }),
      card('gone', { status: 'withdrawn', author: me, withdrawnFrom: 'published' }),
    ];
    expect(indexWall(wall(...cards), me, EMPTY_INDEX).own.map(({ id }) => id)).toEqual(['mine']);
    expect(indexWall(wall(...cards), 'other' as SeatId, EMPTY_INDEX).own).toEqual([]);
  });

  test('what did not change keeps its identity', () => {
    const kept = card('b', { clusterId: home, order: 'B' });
    const before = indexWall(wall(kept, card('t')), me, EMPTY_INDEX);
    const workshop = { ...wall(kept, card('t'), card('u')), clusters: wall().clusters };
    const after = indexWall(workshop, me, before);
    expect(after.inCluster.get(home)).toBe(before.inCluster.get(home));
    expect(after.voices).toBe(before.voices);
    expect(after.tray).not.toBe(before.tray);
  });
});
