/**
 * A workshop with one of everything, at some phase, over a real server: its own cards, those
 * of others, hidden ones, tables, proposals, and one seat of every role that asks.
 */
import {
  type CardId,
  type ClusterId,
  type Order,
  type Phase,
  type ProposalId,
  ROLES,
  type Role,
  type RoundId,
  type SeatId,
  type TableId,
} from '@tavolo/model';
import { openMemoryStorage } from '@tavolo/server/storage/memory/memory-storage';
import { type LiveClient, liveClient } from '@tavolo/server/testing/live-clients';
import {
  accepted,
  anyId,
  asCommand,
  openVenue,
  type Person,
  type Venue,
} from '@tavolo/server/testing/venue';

/** An announced move, far enough away that it does not come about while the cells are tried. */
const ANNOUNCED_S = 3_600;

export interface Stage {
  readonly venue: Venue;
  readonly phase: Phase;
  readonly people: ReadonlyMap<Role, Person>;
  /** Moves the server's clock on: rates are counted by it. */
  pass(ms: number): void;
  live(role: Role): LiveClient;
  close(): Promise<void>;
}

/** In the phase of votes a round is open, or all is ready for one. */
export async function setStage(phase: Phase, isVoteOpen = true): Promise<Stage> {
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const venue = await openVenue(openMemoryStorage(), undefined, undefined, clock);
  const by = async (seatId: SeatId, ...orders: readonly Order[]): Promise<void> => {
    for (const order of orders) accepted(await venue.workshop.perform(seatId, asCommand(order)));
  };
  const owner = venue.owner.seatId;
  const enter = async (to: Phase): Promise<void> => {
    if (venue.workshop.state.phase === to) return;
    await by(owner, { type: 'moveToPhase', phase: to, afterS: 0 });
  };

  await enter('listen');
  const other = await venue.sit('participant');
  const people = new Map<Role, Person>();
  for (const role of ROLES) people.set(role, await venue.sit('participant'));
  const [theirs, merged] = [anyId<CardId>(), anyId<CardId>()];
  await by(other.seatId, card(theirs), card(merged), offer(), ...inTheBin());
  for (const { seatId } of people.values()) await by(seatId, card(anyId()), ...inTheBin());
  const clusterId = anyId<ClusterId>();
  await by(
    owner,
    { type: 'createCluster', clusterId, themeId: null, name: 'Cura', question: '', x: 0, y: 0 },
    { type: 'mergeCards', intoId: theirs, cardIds: [merged] },
  );
  await enter('tables');
  const tables = [anyId<TableId>(), anyId<TableId>()] as const;
  for (const tableId of tables) {
    const proposalId = anyId<ProposalId>();
    await by(
      owner,
      { type: 'createTable', tableId, name: 'Tavolo' },
      { type: 'createProposal', proposalId, tableId, clusterIds: [clusterId], title: 'Sportello' },
    );
  }
  for (const { seatId } of people.values()) {
    await by(owner, { type: 'assignTable', seatId, tableId: tables[0] });
  }
  await enter('share');
  await by(other.seatId, { ...card(anyId()), writtenIn: 'write' });
  await enter('write');
  await by(other.seatId, { ...card(anyId()), writtenIn: 'write' });
  await enter(phase);
  const isVoting = phase === 'prioritise' && isVoteOpen;
  await by(
    owner,
    { type: 'setSelfSeating', on: true },
    { type: 'setTimer', tableId: null, action: 'start', seconds: ANNOUNCED_S },
    // While a round is open the phase does not move.
    isVoting
      ? {
          type: 'openRound',
          roundId: anyId<RoundId>(),
          over: 'clusters',
          items: [clusterId],
          dotsPerSeat: 3,
          capPerItem: 2,
          remote: true,
          openLink: false,
          closesAt: null,
        }
      : {
          type: 'moveToPhase',
          phase: phase === 'prepare' ? 'listen' : 'prepare',
          afterS: ANNOUNCED_S,
        },
  );
  for (const [role, { seatId }] of people) await by(owner, { type: 'setRole', seatId, role });

  const lives = new Map<Role, LiveClient>();
  return {
    venue,
    phase,
    people,
    pass(ms) {
      ahead += ms;
    },
    live(role) {
      const person = people.get(role);
      if (person === undefined) throw new Error(`nobody is ${role}`);
      const present = lives.get(role) ?? liveClient(venue, person.headers);
      lives.set(role, present);
      return present;
    },
    async close() {
      for (const live of lives.values()) live.leave();
      await venue.close();
    },
  };
}

function card(cardId: CardId): Extract<Order, { type: 'writeCard' }> {
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

const offer = (): Order => ({ ...card(anyId()), kind: 'offer' });

function inTheBin(): readonly Order[] {
  const cardId = anyId<CardId>();
  return [card(cardId), { type: 'withdrawCard', cardId }];
}
