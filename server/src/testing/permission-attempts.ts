/**
 * For tests of who may do what: for each thing that can be asked of the server a body that is
 * right in everything but, perhaps, who asks.
 */
import type {
  AmendmentId,
  Card,
  CardId,
  Order,
  ProposalId,
  Seat,
  TableId,
  ThemeId,
} from '@tavolo/model';
import { cluster, type PermissionRoom, written } from './permission-room.ts';
import { anyId } from './venue.ts';

/** `own`: at the asking seat's own card or table. */
export interface Attempt {
  order(asking: Seat, own: boolean): Order;
  /** What others may not read: to them it is not there (rule C2). */
  readonly hidden?: true;
  /** So that nothing but a right is missing. */
  before?(): Promise<void>;
  /** Puts back what was done, so that the next one finds it as it was. */
  after?(asking: Seat): Promise<void>;
}

export function attemptsIn(room: PermissionRoom): ReadonlyMap<string, Attempt> {
  const { venue, mine, theirs, merged, loose, other, away, clusterId, awayCluster, kept } = room;
  const { ownTable, otherTable, ownProposal, otherProposal } = room;
  const { by, seatAll, opening, round, lastRound } = room;
  const { workshop, orders } = venue;
  const themeId = [...workshop.state.themes.keys()][0] ?? anyId<ThemeId>();
  let count = 0;
  const next = (): number => {
    count += 1;
    return count;
  };
  const words = (): string => `Parole ${next()}`;
  const cardOf = (asking: Seat, own: boolean): CardId =>
    (own ? mine.get(asking.id) : theirs) ?? theirs;
  const first = (isIt: (card: Card) => boolean): CardId =>
    [...workshop.state.cards.values()].find(isIt)?.id ?? theirs;
  const tableOf = (own: boolean): TableId => (own ? ownTable : otherTable);
  const proposalOf = (own: boolean): ProposalId => (own ? ownProposal : otherProposal);
  /** Somebody who is there to be let in, or to be shown the door. */
  let guest = other.seatId;
  const invite = async (): Promise<void> => {
    if (workshop.state.seats.get(guest)?.waiting === true) return;
    await orders({ type: 'setWaitingRoom', on: true });
    guest = (await venue.sit('participant')).seatId;
    await orders({ type: 'setWaitingRoom', on: false });
  };

  const write = (kind: 'need' | 'offer'): Attempt => ({
    order: () => ({ ...written(anyId()), kind, text: words(), writtenIn: workshop.state.phase }),
  });
  const vote = (remote: boolean): Attempt => ({
    before: async () => void (await round({ remote })),
    order: () => {
      const version = next();
      return {
        type: 'setDots',
        roundId: lastRound(),
        item: clusterId,
        n: 1 + (version % 3),
        version,
      };
    },
  });
  const flipped = (
    type: 'setPause' | 'setLink' | 'setWaitingRoom' | 'setSelfSeating',
    on: boolean,
  ): Attempt => ({
    order: () => ({ type, on }),
    after: () => orders({ type, on: !on }),
  });

  const attempts: Readonly<Record<string, Attempt>> = {
    'writeCard need': write('need'),
    'writeCard offer': write('offer'),
    editCard: {
      order: (asking, own) => ({
        type: 'editCard',
        cardId: cardOf(asking, own),
        text: words(),
        language: 'it',
        themeId: null,
      }),
    },
    withdrawCard: {
      order: (asking, own) => ({ type: 'withdrawCard', cardId: cardOf(asking, own) }),
      after: (asking) => orders({ type: 'restoreCard', cardId: cardOf(asking, true) }),
    },
    'restoreCard own': {
      order: (asking, own) => {
        const author = own ? asking.id : other.seatId;
        return {
          type: 'restoreCard',
          cardId: first((card) => card.author === author && card.status === 'withdrawn'),
        };
      },
    },
    restoreCard: {
      hidden: true,
      order: () => ({
        type: 'restoreCard',
        cardId: first((card) => card.author === other.seatId && card.status === 'withdrawn'),
      }),
    },
    approveCard: {
      order: () => ({
        type: 'approveCard',
        cardId: first((card) => card.heldFor === 'late' && card.status === 'held'),
      }),
    },
    revealCards: { order: () => ({ type: 'revealCards' }) },
    createCluster: { order: () => cluster(anyId()) },
    renameCluster: {
      order: () => ({
        type: 'renameCluster',
        clusterId,
        name: words(),
        question: '',
        themeId: null,
      }),
    },
    moveCluster: { order: () => ({ type: 'moveCluster', clusterId, x: next(), y: 0 }) },
    removeCluster: {
      order: () => ({
        type: 'removeCluster',
        clusterId: [...workshop.state.clusters.keys()].find((id) => !kept.has(id)) ?? clusterId,
      }),
    },
    placeCard: { order: () => ({ type: 'placeCard', cardId: loose, clusterId, after: null }) },
    mergeCards: {
      order: () => ({ type: 'mergeCards', intoId: theirs, cardIds: [loose] }),
      after: () => orders({ type: 'unmergeCards', cardIds: [loose] }),
    },
    unmergeCards: {
      order: () => ({ type: 'unmergeCards', cardIds: [merged] }),
      after: () => orders({ type: 'mergeCards', intoId: theirs, cardIds: [merged] }),
    },
    openRound: {
      before: async () => void (await round(null)),
      order: () => opening(anyId(), true),
      after: async () => void (await round(null)),
    },
    closeRound: {
      before: async () => void (await round({ remote: true })),
      order: () => ({ type: 'closeRound', roundId: lastRound() }),
    },
    setDots: vote(false),
    'setDots remote': vote(true),
    enterHands: {
      before: async () => void (await round({ remote: true })),
      order: (_asking, own) => ({
        type: 'enterHands',
        roundId: lastRound(),
        tableId: tableOf(own),
        item: clusterId,
        n: next() % 1_000,
      }),
    },
    createProposal: {
      order: (_asking, own) => ({
        type: 'createProposal',
        proposalId: anyId(),
        tableId: tableOf(own),
        clusterIds: [clusterId],
        title: words(),
      }),
    },
    editProposalField: {
      order: (_asking, own) => ({
        type: 'editProposalField',
        proposalId: proposalOf(own),
        field: 'problem',
        value: words(),
      }),
    },
    proposeAmendment: {
      order: (_asking, own) => ({
        type: 'proposeAmendment',
        amendmentId: anyId<AmendmentId>(),
        proposalId: proposalOf(own),
        text: words(),
        language: 'it',
        signed: false,
      }),
    },
    moveToPhase: {
      order: () => ({
        type: 'moveToPhase',
        phase: workshop.state.phase === 'listen' ? 'write' : 'listen',
        afterS: 3_600,
      }),
      before: async () => void (await round(null)),
      after: () => orders({ type: 'cancelMove' }),
    },
    cancelMove: {
      before: async () => {
        await round(null);
        if (workshop.state.move !== null) return;
        await orders({
          type: 'moveToPhase',
          phase: workshop.state.phase === 'listen' ? 'write' : 'listen',
          afterS: 3_600,
        });
      },
      order: () => ({ type: 'cancelMove' }),
    },
    setPhases: {
      order: () => ({
        type: 'setPhases',
        phases: [{ phase: 'listen', used: true, minutes: 5, instruction: words() }],
      }),
    },
    'setTimer room': {
      order: () => ({ type: 'setTimer', tableId: null, action: 'start', seconds: 60 }),
    },
    'setTimer table': {
      order: (_asking, own) => ({
        type: 'setTimer',
        tableId: tableOf(own),
        action: 'start',
        seconds: 60,
      }),
    },
    setLock: {
      order: () => ({ type: 'setLock', scope: 'everything', on: true }),
      after: () => orders({ type: 'setLock', scope: 'everything', on: false }),
    },
    setSpotlight: {
      order: () => ({ type: 'setSpotlight', at: { kind: 'cluster', id: clusterId }, hold: true }),
      after: () => orders({ type: 'setSpotlight', at: null, hold: false }),
    },
    setPause: flipped('setPause', true),
    setLink: flipped('setLink', false),
    setWaitingRoom: flipped('setWaitingRoom', true),
    setSelfSeating: flipped('setSelfSeating', false),
    createTable: { order: () => ({ type: 'createTable', tableId: anyId(), name: words() }) },
    renameTable: { order: () => ({ type: 'renameTable', tableId: ownTable, name: words() }) },
    assignTable: {
      order: (_asking, own) => ({
        type: 'assignTable',
        seatId: other.seatId,
        tableId: tableOf(own),
      }),
      after: () => orders({ type: 'assignTable', seatId: other.seatId, tableId: null }),
    },
    'assignTable none': {
      before: () =>
        orders(
          { type: 'assignTable', seatId: other.seatId, tableId: ownTable },
          { type: 'assignTable', seatId: away.seatId, tableId: otherTable },
        ),
      order: (_asking, own) => {
        const { seatId } = own ? other : away;
        return { type: 'assignTable', seatId, tableId: null };
      },
    },
    'assignCluster none': {
      before: () =>
        orders(
          { type: 'assignCluster', clusterId, tableId: ownTable },
          { type: 'assignCluster', clusterId: awayCluster, tableId: otherTable },
        ),
      order: (_asking, own) => ({
        type: 'assignCluster',
        clusterId: own ? clusterId : awayCluster,
        tableId: null,
      }),
      after: () =>
        orders(
          { type: 'assignCluster', clusterId, tableId: null },
          { type: 'assignCluster', clusterId: awayCluster, tableId: null },
        ),
    },
    assignEvenly: { order: () => ({ type: 'assignEvenly' }), after: seatAll },
    assignCluster: {
      order: (_asking, own) => ({ type: 'assignCluster', clusterId, tableId: tableOf(own) }),
      after: () => orders({ type: 'assignCluster', clusterId, tableId: null }),
    },
    createTheme: {
      order: () => ({ type: 'createTheme', themeId: anyId(), name: words(), colour: 'children' }),
    },
    editWorkshop: { order: () => ({ type: 'editWorkshop', title: words() }) },
    renameTheme: { order: () => ({ type: 'renameTheme', themeId, name: words() }) },
    setRole: {
      order: () => ({ type: 'setRole', seatId: other.seatId, role: 'partner' }),
      after: () => orders({ type: 'setRole', seatId: other.seatId, role: 'participant' }),
    },
    admitSeat: { before: invite, order: () => ({ type: 'admitSeat', seatId: guest }) },
    expelSeat: {
      before: invite,
      order: () => ({ type: 'expelSeat', seatId: guest, words: 'stay' }),
    },
    closeWorkshop: {
      before: async () => void (await round(null)),
      order: () => ({ type: 'closeWorkshop' }),
      after: () => orders({ type: 'reopenWorkshop' }),
    },
    reopenWorkshop: {
      order: () => ({ type: 'reopenWorkshop' }),
    },
    joinTable: {
      order: () => ({ type: 'joinTable', tableId: otherTable }),
      after: ({ id }) => orders({ type: 'assignTable', seatId: id, tableId: ownTable }),
    },
    setReady: { order: ({ ready }) => ({ type: 'setReady', on: !ready }) },
    raiseHand: {
      order: () => ({ type: 'raiseHand' }),
      after: ({ id }) => orders({ type: 'lowerHand', seatId: id }),
    },
    'lowerHand own': { order: ({ id }) => ({ type: 'lowerHand', seatId: id }) },
    lowerHand: {
      before: () => by(other.seatId, { type: 'raiseHand' }),
      order: () => ({ type: 'lowerHand', seatId: other.seatId }),
    },
  };
  return new Map(Object.entries(attempts));
}
