/**
 * For tests of who may do what: one workshop with one seat of every role and one of every
 * thing that something can be done to. What can be asked in it is in `permission-attempts.ts`.
 */
import {
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
} from '@tavolo/model';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import { accepted, anyId, asCommand, openVenue, type Person } from './venue.ts';

/** Each time something is done at both doors in each phase, it needs another one of them. */
const STOCK = 24;
/** What one seat may hand in late; facilitators approve twelve of them. */
const LATE = 14;

export type PermissionRoom = Awaited<ReturnType<typeof openPermissionRoom>>;

export async function openPermissionRoom() {
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

  const lastRound = (): RoundId => openRoundOf(workshop.state)?.id ?? roundId;
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

  return {
    venue,
    people,
    /** Their own card of every seat, and that of `other`. */
    mine,
    theirs,
    merged,
    loose,
    other,
    away,
    clusterId,
    awayCluster,
    /** Groups that have to stay. */
    kept,
    ownTable,
    otherTable,
    ownProposal,
    otherProposal,
    by,
    enter,
    seatAll,
    opening,
    round,
    lastRound,
    seat(role: Role): Seat {
      const seat = workshop.state.seats.get(people.get(role)?.seatId ?? anyId());
      if (seat === undefined) throw new Error(`nobody is ${role}`);
      return seat;
    },
    /** Rates are counted by the server's clock. */
    pass(ms: number): void {
      ahead += ms;
    },
  };
}

export function written(cardId: CardId = anyId()): Extract<Order, { type: 'writeCard' }> {
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

export function cluster(clusterId: ClusterId): Order {
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
