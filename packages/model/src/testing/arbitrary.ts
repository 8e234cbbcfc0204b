/**
 * Random histories for property tests: seats of every role, few ids so that commands meet,
 * and a hand that steers through the phases. fast-check prints the seed of a failure.
 */
import fc from 'fast-check';
import type { AnyOrder, Order } from '../commands/index.ts';
import type { CardId, SeatId } from '../ids.ts';
import { type Actor, ROLES, SERVER, seatActor } from '../people.ts';
import { PHASES, type Phase } from '../phases.ts';
import { REVIEWS, type Review } from '../workshop.ts';
import {
  amendmentIdOf,
  cardIdOf,
  clusterIdOf,
  proposalIdOf,
  roundIdOf,
  seatIdOf,
  tableIdOf,
  themeIdOf,
} from './ids.ts';
import { OWNER, Play } from './play.ts';
import { anySheetEdit } from './sheets.ts';

/** One seat for each role, the owner's first; the last number has no seat. */
export const SEATS: readonly SeatId[] = ROLES.map((_, index) => seatIdOf(index));
const STRANGER = seatIdOf(ROLES.length);
/** Somebody who may be expelled, and somebody who begins in the waiting room. */
const GUEST = seatIdOf(20);
const WAITER = seatIdOf(21);

export interface Step {
  readonly actor: Actor;
  readonly order: AnyOrder;
  readonly now: number;
  readonly seed: number;
}

export interface History {
  readonly review: Review;
  /** Starts with a card from everybody, two clusters, one merged pair, two tables and a proposal, in the phase of grouping. */
  readonly filled: boolean;
  /** Where it is filled: starts in an open vote. */
  readonly voting: boolean;
  readonly steps: readonly Step[];
}

/** The words of a card carry its id, so that a test finds them wherever they leak. */
export function canaryOf(cardId: CardId): string {
  return `canary-${cardId.slice(-4)}`;
}

const card = fc.integer({ min: 0, max: 7 }).map(cardIdOf);
const cluster = fc.integer({ min: 0, max: 3 }).map(clusterIdOf);
const theme = fc.integer({ min: 1, max: 3 }).map(themeIdOf);
const table = fc.integer({ min: 0, max: 2 }).map(tableIdOf);
const proposal = fc.integer({ min: 0, max: 2 }).map(proposalIdOf);
const round = fc.integer({ min: 0, max: 1 }).map(roundIdOf);
const item = fc.oneof(
  fc.integer({ min: 0, max: 1 }).map(clusterIdOf),
  fc.constant(proposalIdOf(0)),
);
const anySeat = fc.constantFrom(...SEATS, STRANGER);
/** The phases in which most happens come up more often. */
const phase = fc.constantFrom(
  ...PHASES,
  'listen',
  'write',
  'write',
  'share',
  'share',
  'share',
  'cluster',
  'cluster',
  'prioritise',
  'prioritise',
  'tables',
  'plenary',
  'plenary',
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 });
const coordinate = fc.integer({ min: -500, max: 500 });
const words = fc.constantFrom('', ' uno', ' due', ' tre');

/** Lets TypeScript see each record as the order it is. */
function order<T extends Order['type']>(
  type: T,
  rest: {
    [K in keyof Omit<Extract<Order, { type: T }>, 'type'>]: fc.Arbitrary<
      Extract<Order, { type: T }>[K]
    >;
  },
): fc.Arbitrary<Order> {
  return fc.record({ type: fc.constant(type), ...rest }) as unknown as fc.Arbitrary<Order>;
}

const writing = fc
  .record({
    cardId: card,
    more: words,
    kind: fc.constantFrom('need', 'offer'),
    signed: fc.boolean(),
    themeId: maybe(theme),
    writtenIn: phase,
  })
  .map(
    ({ cardId, more, ...rest }): Order => ({
      type: 'writeCard',
      language: 'it',
      cardId,
      text: canaryOf(cardId) + more,
      ...(rest as { kind: 'need' | 'offer'; signed: boolean; themeId: null; writtenIn: Phase }),
    }),
  );

const editing = fc.record({ cardId: card, more: words, themeId: maybe(theme) }).map(
  ({ cardId, more, themeId }): Order => ({
    type: 'editCard',
    language: 'en',
    cardId,
    text: canaryOf(cardId) + more,
    themeId,
  }),
);

const cardIds = fc.array(card, { minLength: 1, maxLength: 3 });
/** All of them must be merged ones: with three that would hardly ever be so. */
const fewIds = fc.array(card, { minLength: 1, maxLength: 2 });
const clusterWords = fc.constantFrom('Badanti', 'Affitto', 'Tempo', '');

const anyTimer: fc.Arbitrary<Order> = fc
  .record({
    tableId: maybe(table),
    more: fc.constantFrom(
      { action: 'start', seconds: 30 } as const,
      { action: 'add', seconds: 60 } as const,
      { action: 'pause' } as const,
      { action: 'resume' } as const,
      { action: 'stop' } as const,
    ),
  })
  .map(({ tableId, more }) => ({ type: 'setTimer', tableId, ...more }));

const anyDots = order('setDots', {
  roundId: round,
  item,
  n: fc.constantFrom(0, 1, 2, 2, 3),
  version: fc.constantFrom(1, 2, 3),
});

/** What a facilitator does with the room. Seats that hold the tests together are not expelled. */
const anyRunning: fc.Arbitrary<Order> = fc.oneof(
  order('setSelfSeating', { on: fc.constantFrom(true, true, false) }),
  order('setPause', { on: fc.boolean() }),
  order('setLink', { on: fc.boolean() }),
  order('setWaitingRoom', { on: fc.boolean() }),
  order('assignEvenly', {}),

  order('setSpotlight', {
    at: fc.oneof(
      fc.constantFrom(null, { kind: 'wall' } as const),
      card.map((id) => ({ kind: 'card', id }) as const),
      cluster.map((id) => ({ kind: 'cluster', id }) as const),
      proposal.map((id) => ({ kind: 'proposal', id }) as const),
      table.map((id) => ({ kind: 'table', id }) as const),
    ),
    hold: fc.boolean(),
  }),
  order('setPhases', {
    phases: fc.array(
      fc.record({
        phase,
        used: fc.boolean(),
        minutes: fc.constantFrom(null, 10),
        instruction: clusterWords,
      }),
      { maxLength: 2 },
    ),
  }),
  order('admitSeat', { seatId: fc.constantFrom(WAITER, WAITER, seatIdOf(3)) }),
  order('expelSeat', {
    seatId: fc.constantFrom(GUEST, GUEST, seatIdOf(0), STRANGER),
    words: fc.constantFrom('stay', 'go'),
  }),
);

/** Unlocked more often than locked, so that histories do not end there. */
const anyLock: fc.Arbitrary<Order> = fc
  .record({
    scope: fc.oneof(
      fc.constant('everything' as const),
      theme.map((themeId) => ({ themeId })),
    ),
    on: fc.constantFrom(true, false, false),
  })
  .map((rest) => ({ type: 'setLock', ...rest }));

export const anyOrder: fc.Arbitrary<Order> = fc.oneof(
  { weight: 6, arbitrary: writing },
  { weight: 2, arbitrary: editing },
  { weight: 2, arbitrary: order('withdrawCard', { cardId: card }) },
  { weight: 2, arbitrary: order('restoreCard', { cardId: card }) },
  { weight: 3, arbitrary: order('revealCards', {}) },
  { weight: 2, arbitrary: order('approveCard', { cardId: card }) },
  {
    weight: 2,
    arbitrary: order('createCluster', {
      clusterId: cluster,
      themeId: maybe(theme),
      name: clusterWords,
      question: clusterWords,
      x: coordinate,
      y: coordinate,
    }),
  },
  {
    weight: 1,
    arbitrary: order('renameCluster', {
      clusterId: cluster,
      name: clusterWords,
      question: clusterWords,
      themeId: maybe(theme),
    }),
  },
  {
    weight: 1,
    arbitrary: order('moveCluster', { clusterId: cluster, x: coordinate, y: coordinate }),
  },
  { weight: 1, arbitrary: order('removeCluster', { clusterId: cluster }) },
  {
    weight: 6,
    arbitrary: order('placeCard', { cardId: card, clusterId: maybe(cluster), after: maybe(card) }),
  },
  { weight: 6, arbitrary: order('mergeCards', { intoId: card, cardIds }) },
  { weight: 8, arbitrary: order('unmergeCards', { cardIds: fewIds }) },
  { weight: 1, arbitrary: order('setRole', { seatId: anySeat, role: fc.constantFrom(...ROLES) }) },
  {
    weight: 1,
    arbitrary: order('createTheme', {
      themeId: theme,
      name: clusterWords,
      colour: fc.constant('income'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.oneof(
      order('renameTheme', { themeId: theme, name: clusterWords }),
      order('editWorkshop', {
        title: clusterWords,
        challenge: clusterWords,
        audience: fc.constantFrom('open', 'mixed'),
      }),
    ),
  },
  { weight: 1, arbitrary: order('moveToPhase', { phase, afterS: fc.constantFrom(0, 10) }) },
  { weight: 1, arbitrary: order('cancelMove', {}) },
  { weight: 1, arbitrary: order('renameTable', { tableId: table, name: clusterWords }) },
  {
    weight: 1,
    arbitrary: order('assignCluster', { clusterId: cluster, tableId: maybe(table) }),
  },
  { weight: 2, arbitrary: order('joinTable', { tableId: maybe(table) }) },
  { weight: 1, arbitrary: order('setReady', { on: fc.boolean() }) },
  { weight: 1, arbitrary: order('raiseHand', {}) },
  { weight: 1, arbitrary: order('lowerHand', { seatId: anySeat }) },
  { weight: 2, arbitrary: anyRunning },
  { weight: 4, arbitrary: anyDots },
  {
    weight: 2,
    arbitrary: order('openRound', {
      roundId: round,
      over: fc.constantFrom('clusters', 'clusters', 'proposals'),
      items: fc.array(item, { minLength: 1, maxLength: 2 }),
      dotsPerSeat: fc.constantFrom(2, 3),
      capPerItem: fc.constantFrom(1, 2),
      remote: fc.boolean(),
      openLink: fc.constant(false),
      closesAt: fc.constantFrom(null, null, 1, 1_200_000),
    }),
  },
  { weight: 1, arbitrary: order('closeRound', { roundId: round }) },
  {
    weight: 2,
    arbitrary: order('enterHands', {
      roundId: round,
      tableId: table,
      item,
      n: fc.constantFrom(0, 4, 7),
    }),
  },
  { weight: 2, arbitrary: anyTimer },
  { weight: 1, arbitrary: anyLock },
  { weight: 1, arbitrary: order('createTable', { tableId: table, name: clusterWords }) },
  { weight: 1, arbitrary: order('assignTable', { seatId: anySeat, tableId: maybe(table) }) },
  {
    weight: 2,
    arbitrary: order('createProposal', {
      proposalId: proposal,
      tableId: table,
      clusterIds: fc.array(cluster, { minLength: 1, maxLength: 2 }),
      title: clusterWords,
    }),
  },
  {
    weight: 4,
    arbitrary: order('proposeAmendment', {
      amendmentId: fc.integer({ min: 0, max: 2 }).map(amendmentIdOf),
      proposalId: proposal,
      text: fc.constantFrom('Anche di sera', ' ', ''),
      language: fc.constantFrom('it', 'en'),
      signed: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: anySheetEdit(proposal, card) },
);

/** What an author does with a card; number n is as a rule the one of seat n. */
const authored = fc.integer({ min: 0, max: 7 }).chain((n) => {
  const cardId = fc.constant(cardIdOf(n));
  const wanted = fc.oneof(
    writing.map(
      (written): Order =>
        ({ ...written, cardId: cardIdOf(n), text: canaryOf(cardIdOf(n)) }) as Order,
    ),
    order('withdrawCard', { cardId }),
    order('restoreCard', { cardId }),
  );
  return fc.record({ actor: fc.constant(seatActor(seatIdOf(n))), order: wanted });
});

/** What hardly anybody else may do. */
const leading: fc.Arbitrary<Order> = fc.oneof(
  order('revealCards', {}),
  order('unmergeCards', { cardIds: fewIds }),
  order('approveCard', { cardId: card }),
);

const rarely: fc.Arbitrary<Order> = fc.oneof(
  order('closeRound', { roundId: round }),
  order('closeWorkshop', {}),
  order('reopenWorkshop', {}),
);

/** Anybody tries anything; the owner often moves on or groups, so that histories get somewhere. */
const tried: fc.Arbitrary<{ actor: Actor; order: AnyOrder }> = fc.oneof(
  { weight: 10, arbitrary: fc.record({ actor: anySeat.map(seatActor), order: anyOrder }) },
  {
    weight: 1,
    arbitrary: fc.record({
      actor: fc.constantFrom(GUEST, WAITER).map(seatActor),
      order: anyOrder,
    }),
  },
  { weight: 6, arbitrary: authored },
  {
    weight: 2,
    arbitrary: fc.record({
      actor: fc.constantFrom(2, 4, 5, 6).map((n) => seatActor(seatIdOf(n))),
      order: anyDots,
    }),
  },
  { weight: 4, arbitrary: fc.record({ actor: fc.constant(seatActor(OWNER)), order: anyOrder }) },
  {
    weight: 4,
    arbitrary: fc.record({
      actor: fc.constant(seatActor(OWNER)),
      order: order('moveToPhase', { phase, afterS: fc.constantFrom(0, 0, 10) }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ actor: fc.constant(seatActor(OWNER)), order: leading }) },
  { weight: 2, arbitrary: fc.record({ actor: fc.constant(seatActor(OWNER)), order: anyRunning }) },
  { weight: 1, arbitrary: fc.record({ actor: fc.constant(seatActor(OWNER)), order: rarely }) },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.constant({ actor: SERVER, order: { type: 'completeMove' } } as const),
      round.map((roundId) => ({
        actor: SERVER,
        order: { type: 'closeDueRound', roundId } as const,
      })),
    ),
  },
);

export const anyHistory: fc.Arbitrary<History> = fc.record({
  review: fc.constantFrom(...REVIEWS),
  filled: fc.boolean(),
  voting: fc.nat(3).map((n) => n === 0),
  steps: fc
    .array(fc.record({ tried, wait: fc.nat(20_000), seed: fc.nat(0xffff_ffff) }), {
      minLength: 10,
      maxLength: 70,
      size: 'max',
    })
    .map((steps) => {
      let now = 1_000_000;
      return steps.map(({ tried: { actor, order: wanted }, wait, seed }): Step => {
        now += wait;
        return { actor, order: wanted, now, seed };
      });
    }),
});

/** A workshop in which everybody has a seat, and perhaps a card. */
export function startOf(history: History): Play {
  const play = Play.open({ review: history.review });
  for (const [index, role] of ROLES.entries()) {
    if (index > 0) play.sit(seatIdOf(index), role);
  }
  play.sit(GUEST, 'participant').accept(OWNER, { type: 'setWaitingRoom', on: true });
  play.sit(WAITER, 'participant').accept(OWNER, { type: 'setWaitingRoom', on: false });
  if (history.filled) fill(play, history.voting);
  return play;
}

/** Plays a history through; `each` is called before every step takes effect. */
export function playThrough(history: History, each?: (play: Play, step: Step) => void): Play {
  const play = startOf(history);
  for (const step of history.steps) {
    each?.(play, step);
    play.try(step.actor, step.order, step);
  }
  return play;
}

function fill(play: Play, isVoting: boolean): void {
  play.enter('listen');
  for (const [index, role] of ROLES.entries()) {
    const cardId = cardIdOf(index);
    if (role !== 'observer') play.write(seatIdOf(index), cardId, canaryOf(cardId));
  }
  for (const n of [0, 1]) {
    const clusterId = clusterIdOf(n);
    const more = { themeId: null, name: `gruppo ${n}`, question: '', x: n * 400, y: 0 };
    play.accept(OWNER, { type: 'createCluster', clusterId, ...more });
    // With review of all, only the owner's own card is on the wall.
    play.try(OWNER, { type: 'placeCard', cardId: cardIdOf(n), clusterId, after: null });
  }
  play.try(OWNER, { type: 'mergeCards', intoId: cardIdOf(2), cardIds: [cardIdOf(5)] });
  play.enter('tables');
  for (const n of [0, 1])
    play.accept(OWNER, { type: 'createTable', tableId: tableIdOf(n), name: `tavolo ${n}` });
  for (const [index, seatId] of SEATS.entries())
    play.accept(OWNER, { type: 'assignTable', seatId, tableId: tableIdOf(index % 2) });
  play.accept(OWNER, {
    type: 'createProposal',
    proposalId: proposalIdOf(0),
    tableId: tableIdOf(1),
    clusterIds: [clusterIdOf(0)],
    title: 'proposta',
  });
  play.enter('prioritise').accept(OWNER, {
    type: 'openRound',
    roundId: roundIdOf(0),
    over: 'clusters',
    items: [clusterIdOf(0), clusterIdOf(1)],
    dotsPerSeat: 2,
    capPerItem: 2,
    remote: false,
    openLink: false,
    closesAt: null,
  });
  const [host, guest] = [2, 5].map(seatIdOf) as [SeatId, SeatId];
  const one = { roundId: roundIdOf(0), item: clusterIdOf(0) };
  play.accept(guest, { type: 'setDots', ...one, n: 1, version: 1 });
  play.accept(host, { type: 'enterHands', ...one, tableId: tableIdOf(0), n: 2 });
  // Some histories begin in the vote, most after it.
  if (isVoting) return;
  play.accept(OWNER, { type: 'closeRound', roundId: roundIdOf(0) }).enter('cluster');
}
