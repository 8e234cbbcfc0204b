// @vitest-environment happy-dom
/**
 * The page's own controls for every role in every phase, held against the table of who may do
 * what: what one may do is there and can be pressed, what one may not is greyed or not there.
 */
import type { Key, Params } from '@tavolo/i18n';
import {
  type CardId,
  type ClusterId,
  type Command,
  type CommandId,
  type Order,
  PHASES,
  type Phase,
  type ProposalId,
  ROLES,
  type Role,
  type RoundId,
  type TableId,
} from '@tavolo/model';
import { type Asked, WHO_MAY, whoMay } from '@tavolo/model/testing/who-may';
import { act } from 'react';
import { beforeAll, expect, it } from 'vitest';
import { newId } from '../connection/ids.ts';
import { say, startLanguage } from '../state/language.ts';
import { type Person, SimulatedServer } from '../state/testing/simulated-server.ts';
import { NAME, type Offers, type Part, showControls, type Things } from './testing/controls.tsx';

interface Control {
  readonly part: Part;
  readonly words: readonly [Key, Params?];
  /** At the seat's own card or table; false where it makes no difference. */
  readonly own?: true;
  /** Only while a round is open. */
  readonly round?: true;
}

/** As the simulated server calls its second seat. */
const GUEST = 'Posto 1';

/** Where each thing is done on the page. */
const CONTROLS: Readonly<Record<Asked, readonly Control[]>> = {
  'writeCard need': [{ part: 'need', words: ['board.add'] }],
  'writeCard offer': [{ part: 'offer', words: ['board.add'] }],
  editCard: [
    { part: 'own', words: ['board.edit'], own: true },
    { part: 'theirs', words: ['board.edit'] },
  ],
  withdrawCard: [
    { part: 'own', words: ['board.withdraw'], own: true },
    { part: 'theirs', words: ['board.withdraw'] },
  ],
  'restoreCard own': [{ part: 'own in the bin', words: ['board.restore'], own: true }],
  restoreCard: [{ part: 'theirs in the bin', words: ['board.restore'] }],
  approveCard: [{ part: 'held', words: ['board.approve'] }],
  revealCards: [{ part: 'phases', words: ['phases.reveal'] }],
  createCluster: [{ part: 'dock', words: ['board.newCluster'] }],
  renameCluster: [{ part: 'cluster', words: ['board.rename'] }],
  removeCluster: [{ part: 'cluster', words: ['board.dissolve'] }],
  placeCard: [{ part: 'theirs', words: ['board.moveTo'] }],
  mergeCards: [{ part: 'theirs', words: ['board.mergeWith'] }],
  unmergeCards: [{ part: 'voices', words: ['board.split'] }],
  openRound: [{ part: 'vote', words: ['votes.onWhat', { count: 1, of: 1 }] }],
  closeRound: [{ part: 'vote', words: ['votes.close'], round: true }],
  'setDots remote': [{ part: 'vote', words: ['votes.more', { name: NAME }], round: true }],
  enterHands: [{ part: 'vote', words: ['votes.hands'], own: true, round: true }],
  createProposal: [{ part: 'cluster', words: ['proposals.create'], own: true }],
  editProposalField: [
    { part: 'own sheet', words: ['proposals.field.problem'], own: true },
    { part: 'their sheet', words: ['proposals.field.problem'] },
  ],
  proposeAmendment: [{ part: 'their sheet', words: ['proposals.amendmentWrite'] }],
  moveToPhase: [{ part: 'phases', words: ['phases.change'] }],
  'setTimer room': [{ part: 'phases', words: ['facilitation.startTimer'] }],
  'setTimer table': [
    { part: 'own timer', words: ['facilitation.startTimer'], own: true },
    { part: 'their timer', words: ['facilitation.startTimer'] },
  ],
  setLock: [{ part: 'dock', words: ['facilitation.lock'] }],
  setSpotlight: [{ part: 'cluster', words: ['care.allHere'] }],
  createTable: [{ part: 'tables', words: ['proposals.tableAdd'] }],
  renameTable: [{ part: 'tables', words: ['tables.rename', { name: NAME }] }],
  assignTable: [{ part: 'tables', words: ['tables.giveSeat'], own: true }],
  assignEvenly: [{ part: 'tables', words: ['tables.spreadEvenly'] }],
  assignCluster: [{ part: 'tables', words: ['tables.give'], own: true }],
  setSelfSeating: [{ part: 'tables', words: ['tables.choosing'] }],
  editWorkshop: [{ part: 'people', words: ['preparing.edit'] }],
  createTheme: [{ part: 'people', words: ['common.themeAdd'] }],
  setRole: [{ part: 'people', words: ['common.roleOf', { name: GUEST }] }],
  expelSeat: [{ part: 'people', words: ['care.expel', { name: GUEST }] }],
  setLink: [{ part: 'people', words: ['care.linkOpen'] }],
  setWaitingRoom: [{ part: 'people', words: ['care.waitingRoom'] }],
  closeWorkshop: [{ part: 'people', words: ['common.closeWorkshop'] }],
  'GET export': [{ part: 'people', words: ['common.exportJson'] }],
};

/** What has no control of its own here, and why. */
const ELSEWHERE: Readonly<Record<Asked, string>> = {
  'GET drafts': 'there is nothing to press: the page is not told',
  'GET open tallies': 'there is nothing to press: the page is not told',
  'GET closed tallies': 'read by everybody',
  moveCluster: 'dragged: see `Wall`',
  setDots: 'the same paper as in a remote round',
  'assignTable none': 'in the menu of a seat that sits at a table',
  'assignCluster none': 'in the menu of a group that is at a table',
  cancelMove: 'only while a move is announced',
  setPhases: 'in the menu of phases, which opens on a press',
  setPause: 'in the menu of the whole room, which opens on a press',
  renameTheme: 'beside the themes that there are',
  admitSeat: 'only while somebody waits',
  reopenWorkshop: 'only in a closed workshop',
  joinTable: 'tried apart: who leads seats people and has no button for it',
  setReady: 'tried apart: who leads asks for it and does not say it',
  raiseHand: 'tried apart: who leads looks at hands and raises none',
  'lowerHand own': 'the button that raises it',
  lowerHand: 'beside the hands that are up',
};

interface Evening {
  readonly server: SimulatedServer;
  leads(order: Order): Promise<void>;
  person(role: Role): Person;
  things(person: Person): Things;
  readonly clusterId: ClusterId;
}

/** One workshop with one seat for each role, and with one of everything. */
async function evening(): Promise<Evening> {
  const roles = ROLES.map(() => 'participant' as const);
  const server = SimulatedServer.open(['facilitator', 'participant', ...roles]);
  const [owner, other, ...people] = server.people;
  if (owner === undefined || other === undefined) throw new Error('nobody here');
  const by = ({ seatId }: Person, order: Order): void => {
    const answer = server.perform(seatId, { ...order, cmdId: newId<CommandId>() } as Command);
    if ('refusal' in answer) throw new Error(`${order.type}: ${answer.refusal.kind}`);
  };
  const enter = (phase: Phase) => by(owner, { type: 'moveToPhase', phase, afterS: 0 });
  const write = (person: Person, text: string, writtenIn: Phase = 'listen'): CardId => {
    const cardId = newId<CardId>();
    const rest = { kind: 'need', language: 'it', themeId: null, signed: false } as const;
    by(person, { type: 'writeCard', cardId, text, writtenIn, ...rest });
    return cardId;
  };
  const bin = (person: Person, text: string): CardId => {
    const cardId = write(person, text);
    by(person, { type: 'withdrawCard', cardId });
    return cardId;
  };

  enter('listen');
  const own = new Map(
    people.map((each) => [
      each,
      { own: write(each, 'own'), ownInBin: bin(each, 'own in the bin') },
    ]),
  );
  const [theirs, theirsInBin] = [write(other, 'theirs'), bin(other, 'theirs in the bin')];
  const clusterId = newId<ClusterId>();
  const rest = { themeId: null, question: '', x: 0, y: 0 };
  by(owner, { type: 'createCluster', clusterId, name: NAME, ...rest });
  by(owner, { type: 'mergeCards', intoId: theirs, cardIds: [write(other, 'merged')] });
  enter('tables');
  const [tableIds, proposalIds] = [
    [newId<TableId>(), newId<TableId>()],
    [newId<ProposalId>(), newId<ProposalId>()],
  ] as const;
  tableIds.forEach((tableId, at) => {
    const proposalId = proposalIds[at] ?? newId<ProposalId>();
    by(owner, { type: 'createTable', tableId, name: NAME });
    by(owner, {
      type: 'createProposal',
      proposalId,
      tableId,
      clusterIds: [clusterId],
      title: 'Sportello',
    });
  });
  for (const { seatId } of people) by(owner, { type: 'assignTable', seatId, tableId: tableIds[0] });
  enter('share');
  const held = write(other, 'held', 'write');
  for (const [at, role] of ROLES.entries()) {
    by(owner, { type: 'setRole', seatId: people[at]?.seatId ?? owner.seatId, role });
  }
  for (const person of server.people) person.room.subscribe(() => undefined);
  await server.quiet();
  const there = <T,>(thing: T | undefined): T => {
    if (thing === undefined) throw new Error('it is not there');
    return thing;
  };
  return {
    server,
    clusterId,
    async leads(order) {
      by(owner, order);
      await act(() => server.quiet());
    },
    person: (role) => there(people[ROLES.indexOf(role)]),
    things(person) {
      const { tables, proposals } = server.state;
      const [ownTable, otherTable] = [tables.get(tableIds[0]), tables.get(tableIds[1])];
      const [ownSheet, otherSheet] = [proposals.get(proposalIds[0]), proposals.get(proposalIds[1])];
      return {
        ...there(own.get(person)),
        ...{ theirs, theirsInBin, held, clusterId },
        tables: [there(ownTable), there(otherTable)],
        proposals: [there(ownSheet), there(otherSheet)],
      };
    },
  };
}

beforeAll(async () => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  await startLanguage();
  // Loaded when there is time; here they are to be there at once.
  await Promise.all([
    import('../facilitation/lock-menu.tsx'),
    import('../facilitation/room-menu.tsx'),
    import('../phases/phase-menu.tsx'),
  ]);
});

it('every row of the table has its control, or a reason why there is none', () => {
  const asked = WHO_MAY.flatMap((row) => row.asked).sort();
  expect([...Object.keys(CONTROLS), ...Object.keys(ELSEWHERE)].sort()).toEqual(asked);
});

it('what is greyed or missing on the page is what the table does not allow, cell by cell', async () => {
  const { server, leads, person, things, clusterId } = await evening();
  const faults: string[] = [];
  const offered = new Set<Asked>();

  function compare(offers: Offers, role: Role, isVoting: boolean): void {
    const { phase } = server.state;
    for (const row of WHO_MAY) {
      for (const name of row.asked) {
        for (const { part, words, own, round } of CONTROLS[name] ?? []) {
          if ((round === true) !== isVoting && phase === 'prioritise') continue;
          const isOffered = offers(part, words);
          if (isOffered) offered.add(name);
          if (isOffered === whoMay(row, phase, role, own === true)) continue;
          const what = `${say(...words)} (${name}, ${part})`;
          faults.push(`${role} in ${phase}: ${what} is ${isOffered ? '' : 'not '}offered`);
        }
      }
    }
  }

  for (const role of ROLES) {
    await leads({ type: 'moveToPhase', phase: 'prepare', afterS: 0 });
    const shown = await showControls(person(role).room, things(person(role)));
    for (const phase of PHASES) {
      if (phase !== 'prepare') await leads({ type: 'moveToPhase', phase, afterS: 0 });
      compare(shown.read(), role, false);
      if (phase !== 'prioritise') continue;
      const roundId = newId<RoundId>();
      const rest = { dotsPerSeat: 5, capPerItem: 3, remote: true, openLink: false, closesAt: null };
      await leads({ type: 'openRound', roundId, over: 'clusters', items: [clusterId], ...rest });
      compare(shown.read(), role, true);
      await leads({ type: 'closeRound', roundId });
    }
    await shown.close();
  }
  expect(faults).toEqual([]);
  expect(Object.keys(CONTROLS).filter((name) => !offered.has(name))).toEqual([]);
}, 120_000);
