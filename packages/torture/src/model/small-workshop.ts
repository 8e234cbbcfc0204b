/** A workshop so small that all its states can be gone through: three people, two cards, one cluster. */
import {
  type CardId,
  type Order,
  PHASES,
  type Phase,
  type SeatId,
  type Workshop,
} from '@tavolo/model';
import { cardIdOf, clusterIdOf, seatIdOf } from '@tavolo/model/testing/ids';
import { OWNER, Play, writing } from '@tavolo/model/testing/play';

export const [ADA, BEA] = [seatIdOf(1), seatIdOf(2)] as const;
export const EVERYBODY: readonly SeatId[] = [OWNER, ADA, BEA];
const [ONE, TWO] = [cardIdOf(1), cardIdOf(2)] as const;
const CLUSTER = clusterIdOf(1);

/** What each of them writes, to be looked for where it must not be. */
export const SECRETS: ReadonlyMap<CardId, string> = new Map([
  [ONE, 'parole di Ada'],
  [TWO, 'parole di Bea'],
]);

/** Who wants what; the rule of RULES.md that says who may, where one does. */
export interface Move {
  readonly seatId: SeatId;
  readonly order: Order;
  readonly rule: string | null;
}

/** Those in which cards are written, hidden, shown, grouped, and shut away again. */
export const FIVE_PHASES: readonly Phase[] = ['listen', 'write', 'share', 'cluster', 'tables'];
export const ALL_PHASES: readonly Phase[] = PHASES;

export function startOf(phases: readonly Phase[]): Workshop {
  const [first] = phases;
  const play = Play.open().sit(ADA, 'participant').sit(BEA, 'participant');
  return (first === undefined ? play : play.enter(first)).state;
}

/** Everybody tries everything: what is not theirs to do is refused, and is tried all the same. */
export function movesIn(phases: readonly Phase[]): readonly Move[] {
  const moves: Move[] = [];
  const all = (rule: string | null, order: Order) => {
    for (const seatId of EVERYBODY) moves.push({ seatId, order, rule });
  };
  const cluster = { clusterId: CLUSTER, themeId: null, name: 'Badanti', question: '', x: 0, y: 0 };
  for (const [author, cardId] of [
    [ADA, ONE],
    [BEA, TWO],
  ] as const) {
    const text = SECRETS.get(cardId) ?? '';
    for (const writtenIn of ['write', 'cluster'] as const) {
      // What was written for a phase that is over comes in late; that is rule C6's to say.
      moves.push({ seatId: author, order: writing(cardId, { text, writtenIn }), rule: null });
    }
    all('A4', { type: 'withdrawCard', cardId });
    all(null, { type: 'restoreCard', cardId });
  }
  all('A9', { type: 'revealCards' });
  for (const phase of phases) all('A10', { type: 'moveToPhase', phase, afterS: 0 });
  all('A7', { type: 'createCluster', ...cluster });
  for (const cardId of [ONE, TWO]) {
    all('A7', { type: 'placeCard', cardId, clusterId: CLUSTER, after: null });
  }
  all('A7', { type: 'removeCluster', clusterId: CLUSTER });
  all('A8', { type: 'mergeCards', intoId: ONE, cardIds: [TWO] });
  all('A8', { type: 'unmergeCards', cardIds: [TWO] });
  return moves;
}
