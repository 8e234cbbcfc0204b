/**
 * For tests of who may do what: one workshop with one seat of every role and one of every
 * thing that something can be done to, and for each thing that can be asked of the server a
 * body that is right in everything but, perhaps, who asks.
 */
import {
  type AmendmentId,
  type Card,
  type CardId,
  type ClusterId,
  type Order,
  openRoundOf,
  type Phase,
  type ProposalId,
  ROLES,
  type Role,
  type RoundId,
  type Seat,
  type SeatId,
  type TableId,
  type ThemeId,
} from '@tavolo/model';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import { accepted, anyId, asCommand, openVenue, type Person, type Venue } from './venue.ts';

/** Each time something is done at both doors in each phase, it needs another one of them. */
const STOCK = 24;
/** What one seat may hand in late; facilitators approve twelve of them. */
const LATE = 14;

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

export interface PermissionRoom {
  readonly venue: Venue;
  readonly people: ReadonlyMap<Role, Person>;
  readonly attempts: ReadonlyMap<string, Attempt>;
  seat(role: Role): Seat;
  enter(phase: Phase): Promise<void>;
  round(open: { readonly remote: boolean } | null): Promise<RoundId>;
  /** Rates are counted by the server's clock. */
  pass(ms: number): void;
}

export async function openPermissionRoom(): Promise<PermissionRoom> {
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const venue = await openVenue(openMemoryStorage(), undefined, undefined, clock);
  const { workshop, orders } = venue;
  const by = async (seatId: SeatId, ...all: readonly Order[]): Promise<void> => {
    for (const order of all) accepted(await workshop.perform(seatId, asCommand(order)));
  };
  const enter = async (phase: Phase): Promise<void> => {
    if (workshop.state.phase !== phase) await orders({ type: 'moveToPhase', phase, afterS: 0 });
  };

  await enter('listen');
  const other = await venue.sit('participant');
  const away = await venue.sit('observer');
  const people = new Map<Role, Person>();
  for (const role of ROLES) people.set(role, await venue.sit('participant'));
  const mine = new Map<SeatId, CardId>();
  for (const { seatId } of [other, ...people.values()]) {
    mine.set(seatId, anyId());
    await by(seatId, written(mine.get(seatId)));
    for (let n = 0; n < STOCK; n += 1) {
      const cardId = anyId<CardId>();
      await by(seatId, written(cardId), { type: 'withdrawCard', cardId });
    }
  }
  const [merged, loose] = [anyId<CardId>(), anyId<CardId>()];
  await by(other.seatId, written(merged), written(loose));
  const theirs = mine.get(other.seatId) ?? anyId<CardId>();
  const [clusterId, awayCluster] = [anyId<ClusterId>(), anyId<ClusterId>()];
  const kept = new Set([clusterId, awayCluster]);
  for (const id of [...kept, ...Array.from({ length: STOCK }, () => anyId<ClusterId>())]) {
    await orders(cluster(id));
  }
  await orders({ type: 'mergeCards', intoId: theirs, cardIds: [merged] });
  await enter('tables');
  const [ownTable, otherTable] = [anyId<TableId>(), anyId<TableId>()];
  const [ownProposal, otherProposal] = [anyId<ProposalId>(), anyId<ProposalId>()];
  for (const [tableId, proposalId] of [
    [ownTable, ownProposal],
    [otherTable, otherProposal],
  ] as const) {
    await orders(
      { type: 'createTable', tableId, name: 'Tavolo' },
      { type: 'createProposal', proposalId, tableId, clusterIds: [clusterId], title: 'Sportello' },
    );
  }
  const seatAll = async (): Promise<void> => {
    for (const { seatId } of people.values()) {
      await orders({ type: 'assignTable', seatId, tableId: ownTable });
    }
  };
  await seatAll();
  await orders({ type: 'setSelfSeating', on: true });
  await enter('prioritise');
  const roundId = anyId<RoundId>();
  await orders(opening(roundId, true));
  await by(other.seatId, { type: 'setDots', roundId, item: clusterId, n: 1, version: 1 });
  await orders({ type: 'closeRound', roundId });
  await enter('share');
  for (let n = 0; n < LATE; n += 1) {
    await by(other.seatId, { ...written(anyId()), writtenIn: 'write' });
  }
  await enter('prepare');
  for (const [role, { seatId }] of people) await orders({ type: 'setRole', seatId, role });

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
  const lastRound = (): RoundId => openRoundOf(workshop.state)?.id ?? roundId;
  /** Somebody who is there to be let in, or to be shown the door. */
  let guest = other.seatId;
  const invite = async (): Promise<void> => {
    if (workshop.state.seats.get(guest)?.waiting === true) return;
    await orders({ type: 'setWaitingRoom', on: true });
    guest = (await venue.sit('participant')).seatId;
    await orders({ type: 'setWaitingRoom', on: false });
  };

  function opening(id: RoundId, remote: boolean): Extract<Order, { type: 'openRound' }> {
    const dots = { dotsPerSeat: 5, capPerItem: 3 };
    const rest = { items: [clusterId], openLink: false, closesAt: null, remote };
    return { type: 'openRound', roundId: id, over: 'clusters', ...dots, ...rest };
  }

  /** The round of this kind that is open, only in `prioritise`; none where `open` is null. */
  async function round(open: { readonly remote: boolean } | null): Promise<RoundId> {
    const present = openRoundOf(workshop.state);
    if (workshop.state.phase !== 'prioritise') return lastRound();
    if (present !== null && present.remote === open?.remote) return present.id;
    if (present !== null) await orders({ type: 'closeRound', roundId: present.id });
    if (open !== null) await orders(opening(anyId(), open.remote));
    return lastRound();
  }

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

  return {
    venue,
    people,
    attempts: new Map(Object.entries(attempts)),
    enter,
    round,
    seat(role) {
      const seat = workshop.state.seats.get(people.get(role)?.seatId ?? anyId());
      if (seat === undefined) throw new Error(`nobody is ${role}`);
      return seat;
    },
    pass(ms) {
      ahead += ms;
    },
  };
}

function written(cardId: CardId = anyId()): Extract<Order, { type: 'writeCard' }> {
  return {
    type: 'writeCard',
    cardId,
    kind: 'need',
    text: 'Serve un aiuto',
    language: 'it',
    themeId: null,
    signed: false,
    writtenIn: 'listen',
  };
}

function cluster(clusterId: ClusterId): Order {
  return {
    type: 'createCluster',
    clusterId,
    themeId: null,
    name: 'Cura',
    question: '',
    x: 0,
    y: 0,
  };
}
