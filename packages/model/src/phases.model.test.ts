/**
 * All states of a small workshop, one after another: a facilitator, two participants, two
 * cards, all phases. What must never be is looked for in every one of them.
 */
import { expect, test } from 'vitest';
import {
  type Card,
  decide,
  evolveAll,
  isAskServer,
  isRefusal,
  type Order,
  PHASES,
  phaseIndex,
  type SeatId,
  seatActor,
  view,
  type Workshop,
} from './index.ts';
import { dump } from './testing/dump.ts';
import { cardIdOf, clusterIdOf, seatIdOf } from './testing/ids.ts';
import { ON_SERVER, OWNER, Play, writing } from './testing/play.ts';

const [ADA, BEA] = [seatIdOf(1), seatIdOf(2)];
const [ONE, TWO] = [cardIdOf(1), cardIdOf(2)];
const CLUSTER = clusterIdOf(1);
const SECRET = new Map([
  [ONE, 'parole di Ada'],
  [TWO, 'parole di Bea'],
]);

type Move = readonly [SeatId, Order];

const cluster = { clusterId: CLUSTER, themeId: null, name: 'Badanti', question: '', x: 0, y: 0 };
const MOVES: readonly Move[] = [
  ...(
    [
      [ADA, ONE],
      [BEA, TWO],
    ] as const
  ).flatMap(([seat, cardId]): Move[] => [
    [seat, writing(cardId, { text: SECRET.get(cardId) ?? '', writtenIn: 'write' })],
    [seat, writing(cardId, { text: SECRET.get(cardId) ?? '', writtenIn: 'cluster' })],
    [seat, { type: 'withdrawCard', cardId }],
    [seat, { type: 'restoreCard', cardId }],
    [OWNER, { type: 'restoreCard', cardId }],
  ]),
  [OWNER, { type: 'revealCards' }],
  ...PHASES.map((phase): Move => [OWNER, { type: 'moveToPhase', phase, afterS: 0 }]),
  [OWNER, { type: 'createCluster', ...cluster }],
  [OWNER, { type: 'placeCard', cardId: ONE, clusterId: CLUSTER, after: null }],
  [OWNER, { type: 'removeCluster', clusterId: CLUSTER }],
  [OWNER, { type: 'mergeCards', intoId: ONE, cardIds: [TWO] }],
  [OWNER, { type: 'unmergeCards', cardIds: [TWO] }],
];

test('[R1] [P3] [P4] [E3] in every state of a small workshop drafts are hidden, revealed by rule alone, and no card is lost', () => {
  const start = Play.open().sit(ADA, 'participant').sit(BEA, 'participant').state;
  const known = new Set([keyOf(start)]);
  const open = [start];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (const [seatId, order] of MOVES) {
      const outcome = decide(state, seatActor(seatId), order, ON_SERVER);
      if (isRefusal(outcome) || isAskServer(outcome)) continue;
      const next = evolveAll(state, outcome);
      checkStep(state, next, seatId, order);
      const key = keyOf(next);
      if (known.has(key)) continue;
      checkState(next);
      known.add(key);
      if (known.size > 50_000) throw new Error('the small workshop is not small');
      open.push(next);
    }
  }
  expect(known.size).toBeGreaterThan(1_000);
});

function keyOf(state: Workshop): string {
  // Order keys may grow without end; where a card lies is told by the rest.
  return JSON.stringify(dump(state), (name, value) =>
    name === 'order' || name === 'pass' ? null : value,
  );
}

/** Nobody reads what is not theirs and not shown; past share no draft is left. */
function checkState(state: Workshop): void {
  for (const card of state.cards.values()) {
    if (card.status === 'draft' && phaseIndex(state.phase) > phaseIndex('share')) {
      throw new Error(`a draft is hidden in ${state.phase}`);
    }
    for (const seatId of [OWNER, ADA, BEA]) {
      const text = SECRET.get(card.id) ?? '';
      const reads = JSON.stringify(dump(view(state, seatId)).cards).includes(text);
      const unread = isPrivate(card) || (card.status !== 'published' && seatId !== OWNER);
      if (reads && unread && card.author !== seatId) {
        throw new Error(`${seatId} reads a ${card.status} card in ${state.phase}`);
      }
      if (!reads && (card.status === 'published' || card.author === seatId)) {
        throw new Error(`${seatId} cannot read a ${card.status} card in ${state.phase}`);
      }
    }
  }
}

/** Never on the wall, and not handed in for it: between its author and the server. */
function isPrivate(card: Card): boolean {
  return (
    card.status === 'draft' || (card.status === 'withdrawn' && card.withdrawnFrom !== 'published')
  );
}

/** No card is lost or reworded, and a draft comes to light by the three ways of P3 and P4 alone. */
function checkStep(before: Workshop, after: Workshop, seatId: SeatId, order: Order): void {
  for (const card of before.cards.values()) {
    const is = after.cards.get(card.id);
    if (is === undefined || is.text !== card.text || is.author !== card.author) {
      throw new Error(`${order.type} lost or changed a card`);
    }
    if (!isPrivate(card) || is.status !== 'published') continue;
    const byRule =
      order.type === 'revealCards' ||
      (order.type === 'moveToPhase' && phaseIndex(order.phase) > phaseIndex('share')) ||
      (order.type === 'restoreCard' && seatId === card.author);
    if (!byRule) throw new Error(`${order.type} shows a draft in ${before.phase}`);
  }
}
