import {
  type Card,
  type CardId,
  type ClusterId,
  type SeatId,
  Table,
  type ThemeId,
  UNOPENED,
  type Workshop,
} from '@tavolo/model';
import { describe, expect, test } from 'vitest';
import { EMPTY_INDEX, indexWall } from '../board/wall-index.ts';
import { type Filter, type Row, rowsFor } from './filter.ts';

const me = 'me' as SeatId;
const home = 'home' as ClusterId;
const housing = 'housing' as ThemeId;

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

const workshop: Workshop = {
  ...UNOPENED,
  clusters: Table.from([
    [
      home,
      { id: home, themeId: null, tableId: null, pass: 0, name: 'Casa', question: '', x: 0, y: 0 },
    ],
  ]),
  cards: Table.from(
    [
      card('tray', { themeId: housing }),
      card('grouped', { clusterId: home, order: 'B', author: me }),
      card('draft', { status: 'draft', author: me }),
      card('held', { status: 'held', heldFor: 'consent' }),
      card('gone', { status: 'withdrawn', withdrawnFrom: 'published' }),
    ].map((item) => [item.id, item] as const),
  ),
};

function shown(filter: Filter): string[] {
  const rows = rowsFor(filter, workshop, indexWall(workshop, me, EMPTY_INDEX), me);
  return rows.map((row: Row) => (row.is === 'card' ? row.card.id : `[${row.is}]`));
}

describe('the list', () => {
  test('all: own drafts first, then the tray, then each cluster under its name', () => {
    expect(shown({ by: 'all' })).toEqual([
      '[drafts]',
      'draft',
      '[tray]',
      'tray',
      '[cluster]',
      'grouped',
    ]);
  });

  test('a theme hides clusters that have nothing of it', () => {
    expect(shown({ by: 'theme', themeId: housing })).toEqual(['[tray]', 'tray']);
  });

  test('mine are my own in every state, nobody else’s', () => {
    expect(shown({ by: 'mine' })).toEqual(['draft', 'grouped']);
  });

  test('the bin and what waits for review are lists of their own', () => {
    expect(shown({ by: 'bin' })).toEqual(['gone']);
    expect(shown({ by: 'held' })).toEqual(['held']);
  });
});
