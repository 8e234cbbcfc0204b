import type { CardId, ClusterId, CommandId, Round, RoundId, SeatId } from '@tavolo/model';
import { expect, test } from 'vitest';
import { miscounted, movedIn, type Wall, wordsMissing } from './check.ts';
import type { Kept } from './journal.ts';

const ADA = 'ada' as SeatId;
const CARD = 'card' as CardId;
const CLUSTER = 'cluster' as ClusterId;

function kept(command: Record<string, unknown>, seq = 1): Kept {
  const cmdId = `${Math.random()}` as CommandId;
  return { seatId: ADA, seq, command: { cmdId, ...command } as Kept['command'] };
}

const WROTE = kept({ type: 'writeCard', cardId: CARD, text: 'Un autobus' });
const CREATED = kept({ type: 'createCluster', clusterId: CLUSTER, name: 'Muoversi', x: 1, y: 2 });
const wall = (clusterId: string | null, text = 'Un autobus'): Wall => ({
  cards: [{ id: CARD, text, clusterId }],
  clusters: [{ id: CLUSTER, name: 'Muoversi', x: 1, y: 2 }],
});

test('a card that is lost, or says something else, is told; one that its author alone has is found', () => {
  expect(wordsMissing(wall(null), [WROTE])).toEqual([]);
  expect(wordsMissing({ cards: [], clusters: [] }, [WROTE])).toHaveLength(1);
  expect(wordsMissing(wall(null, 'Un treno'), [WROTE])).toHaveLength(1);
  expect(
    wordsMissing({ cards: [], clusters: [] }, [WROTE], new Map([[CARD, 'Un autobus']])),
  ).toEqual([]);
});

test('what was withdrawn must be gone', () => {
  const withdrew = kept({ type: 'withdrawCard', cardId: CARD });
  expect(wordsMissing(wall(null), [WROTE, withdrew])).toHaveLength(1);
});

test('where others are too, what was withdrawn may be back, and words are still looked for', () => {
  const withdrew = kept({ type: 'withdrawCard', cardId: CARD });
  const among = (card: Wall, ...commands: Kept[]) => wordsMissing(card, commands, new Map(), true);
  expect(among(wall(null), WROTE, withdrew)).toEqual([]);
  expect(among(wall(null, 'Un treno'), WROTE)).toHaveLength(1);
  expect(among({ cards: [], clusters: [] }, WROTE)).toHaveLength(1);
});

test('a group must have the name and the place that it was given last', () => {
  expect(movedIn(wall(null), [CREATED])).toEqual([]);
  const elsewhere = kept({ type: 'moveCluster', clusterId: CLUSTER, x: 9, y: 9 }, 2);
  expect(movedIn(wall(null), [CREATED, elsewhere])).toHaveLength(1);
  expect(movedIn({ cards: [], clusters: [] }, [CREATED])).toHaveLength(2);
});

test('of several places the one with the highest number counts, whenever it was answered', () => {
  const later = kept({ type: 'placeCard', cardId: CARD, clusterId: CLUSTER, after: null }, 8);
  const earlier = kept({ type: 'placeCard', cardId: CARD, clusterId: null, after: null }, 7);
  expect(movedIn(wall(CLUSTER), [later, earlier])).toEqual([]);
  expect(movedIn(wall(null), [later, earlier])).toHaveLength(1);
});

test('a ranking is compared with the last dots of every seat', () => {
  const roundId = 'round' as RoundId;
  const gave = (n: number, version: number) =>
    kept({ type: 'setDots', roundId, item: CLUSTER, n, version });
  const ranked = (dots: number) =>
    ({
      id: roundId,
      result: { voters: 1, eligible: 1, ranking: [{ item: CLUSTER, rank: 1, dots, hands: 0 }] },
    }) as unknown as Round;
  expect(miscounted(ranked(2), [gave(2, 2), gave(3, 1)])).toEqual([]);
  expect(miscounted(ranked(3), [gave(2, 2), gave(3, 1)])).toHaveLength(1);
});
