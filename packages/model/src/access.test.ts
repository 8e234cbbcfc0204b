/// <reference types="node" />
/**
 * The table of RULES.md, cell by cell: for each role, phase and action a real state is
 * played and the public functions are asked. `access.ts` itself is not looked at.
 */
import { describe, expect, test } from 'vitest';
import {
  type AnyOrder,
  type CardId,
  isRefusal,
  may,
  mayWriteSheet,
  PHASES,
  type Phase,
  phaseAfter,
  queueOf,
  ROLES,
  type Role,
  type SeatId,
  type Workshop,
} from './index.ts';
import {
  amendmentIdOf,
  cardIdOf,
  clusterIdOf,
  proposalIdOf,
  roundIdOf,
  seatIdOf,
  tableIdOf,
  themeIdOf,
} from './testing/ids.ts';
import { answerOf, ON_SERVER, OWNER, Play, writing } from './testing/play.ts';
import { CELLS, letterOf, tableSays } from './testing/rules-table.ts';

const ASKING = seatIdOf(1);
const OTHER = seatIdOf(2);
const OWN_CARD = cardIdOf(1);
const OTHERS_CARD = cardIdOf(2);
const MERGED = cardIdOf(3);
const BIN = cardIdOf(4);
const LATE = cardIdOf(5);
const DRAFT = cardIdOf(6);
const CLUSTER = clusterIdOf(1);
/** The asking seat works at the first table; each table has a proposal. */
const [OWN_TABLE, OTHERS_TABLE] = [tableIdOf(1), tableIdOf(2)];
const [OWN_PROPOSAL, OTHERS_PROPOSAL] = [proposalIdOf(1), proposalIdOf(2)];

/** One workshop with one of everything, in this phase, with a seat of this role asking. */
function stage(role: Role, phase: Phase): Play {
  const play = Play.open().enter('listen').sit(ASKING, 'participant').sit(OTHER, 'participant');
  play.write(ASKING, OWN_CARD).write(OTHER, OTHERS_CARD).write(OTHER, MERGED).write(OTHER, BIN);
  play.accept(OTHER, { type: 'withdrawCard', cardId: BIN });
  play.accept(OWNER, {
    type: 'createCluster',
    clusterId: CLUSTER,
    themeId: null,
    name: 'Badanti',
    question: '',
    x: 0,
    y: 0,
  });
  play.accept(OWNER, { type: 'mergeCards', intoId: OTHERS_CARD, cardIds: [MERGED] });
  play.enter('tables');
  for (const [tableId, proposalId] of [
    [OWN_TABLE, OWN_PROPOSAL],
    [OTHERS_TABLE, OTHERS_PROPOSAL],
  ] as const) {
    const more = { tableId, clusterIds: [CLUSTER], title: 'Sportello' };
    play.accept(OWNER, { type: 'createTable', tableId, name: `Tavolo ${tableId}` });
    play.accept(OWNER, { type: 'createProposal', proposalId, ...more });
  }
  play.accept(OWNER, { type: 'assignTable', seatId: ASKING, tableId: OWN_TABLE });
  play.enter('share').accept(OTHER, writing(LATE, { writtenIn: 'write' }));
  play.enter('write').write(OTHER, DRAFT).enter(phase);
  play.accept(OWNER, {
    type: 'moveToPhase',
    phase: phase === 'prepare' ? 'listen' : 'prepare',
    afterS: 10,
  });
  return play.accept(OWNER, { type: 'setRole', seatId: ASKING, role });
}

const ROUND = roundIdOf(1);
const round: Omit<Extract<AnyOrder, { type: 'openRound' }>, 'roundId'> = {
  type: 'openRound',
  over: 'clusters',
  items: [CLUSTER],
  dotsPerSeat: 5,
  capPerItem: 3,
  remote: true,
  openLink: false,
  closesAt: null,
};

type Answered = { readonly allowed: boolean; readonly said: string };

function ask(play: Play, order: AnyOrder): Answered {
  const outcome = play.ask(ASKING, order);
  return { allowed: !isRefusal(outcome), said: `${order.type}: ${answerOf(outcome)}` };
}

/** Every cell of one row; `own` false and true where the row is about a card. */
function eachCell(
  rule: string,
  answers: (play: Play, phase: Phase, own: boolean) => readonly Answered[],
  owns: readonly boolean[] = [false],
): void {
  let asked = 0;
  for (const role of ROLES) {
    for (const phase of PHASES) {
      for (const own of owns) {
        const play = stage(role, phase);
        for (const { allowed, said } of answers(play, phase, own)) {
          const cell = `${role} in ${phase}${owns.length > 1 ? (own ? ', own' : ', not own') : ''}`;
          expect(`${cell} ${allowed}: ${said}`).toBe(
            `${cell} ${tableSays(rule, phase, role, own)}: ${said}`,
          );
          asked += 1;
        }
      }
    }
  }
  expect(asked).toBeGreaterThanOrEqual(ROLES.length * PHASES.length * owns.length);
}

const cardOf = (own: boolean): CardId => (own ? OWN_CARD : OTHERS_CARD);

describe('who may do what, and when', () => {
  test('the table has a letter for each role and ten cells for each rule', () => {
    expect(ROLES.map(letterOf).join('')).toBe('FTKTNPCRO');
    expect([...CELLS.keys()]).toEqual([
      'A1',
      'A2',
      'A3',
      'A4',
      'A5',
      'A6',
      'A7',
      'A8',
      'A9',
      'A10',
      'A11',
      'A16',
      'A17',
      'A18',
      'A22',
      'A23',
      'A24',
      'A25',
      'A26',
      'A21',
      'A27',
      'A28',
    ]);
    for (const cells of CELLS.values()) expect(cells).toHaveLength(PHASES.length);
  });

  test('[A1] adding a need', () => {
    eachCell('A1', (play, phase) => [ask(play, writing(cardIdOf(9), { writtenIn: phase }))]);
  });

  test('[A2] adding an offer', () => {
    eachCell('A2', (play, phase) => [
      ask(play, writing(cardIdOf(9), { kind: 'offer', writtenIn: phase })),
    ]);
  });

  test('[A3] editing one’s own card and another’s', () => {
    const edit = (own: boolean): AnyOrder => ({
      type: 'editCard',
      cardId: cardOf(own),
      text: 'Altre parole',
      language: 'it',
      themeId: null,
    });
    eachCell('A3', (play, _phase, own) => [ask(play, edit(own))], [false, true]);
  });

  test('[A4] withdrawing one’s own card and another’s, and restoring one’s own', () => {
    eachCell(
      'A4',
      (play, _phase, own) => [ask(play, { type: 'withdrawCard', cardId: cardOf(own) })],
      [false, true],
    );
    for (const role of ROLES) {
      for (const phase of PHASES) {
        const play = Play.open().enter('listen').sit(ASKING, 'participant').write(ASKING, OWN_CARD);
        play.accept(ASKING, { type: 'withdrawCard', cardId: OWN_CARD });
        play.enter(phase).accept(OWNER, { type: 'setRole', seatId: ASKING, role });
        const wanted = tableSays('A4', phase, role, true) || tableSays('A5', phase, role, true);
        const { allowed } = ask(play, { type: 'restoreCard', cardId: OWN_CARD });
        expect(`${role} ${phase} ${allowed}`).toBe(`${role} ${phase} ${wanted}`);
      }
    }
  });

  test('[A5] restoring another’s card', () => {
    eachCell('A5', (play) => [ask(play, { type: 'restoreCard', cardId: BIN })]);
  });

  test('[A6] reading the queue', () => {
    eachCell('A6', (play) => {
      const queue = queueOf(play.state, ASKING);
      const allowed = queue?.held.some((card) => card.id === LATE) ?? false;
      return [{ allowed, said: 'reads the held card' }];
    });
  });

  test('[A7] creating, renaming, moving and removing clusters, placing cards', () => {
    eachCell('A7', (play) => [
      ask(play, {
        type: 'createCluster',
        clusterId: clusterIdOf(2),
        themeId: null,
        name: 'Altro',
        question: '',
        x: 1,
        y: 1,
      }),
      ask(play, {
        type: 'renameCluster',
        clusterId: CLUSTER,
        name: 'Cura',
        question: '',
        themeId: null,
      }),
      ask(play, { type: 'moveCluster', clusterId: CLUSTER, x: 5, y: 5 }),
      ask(play, { type: 'removeCluster', clusterId: CLUSTER }),
      ask(play, { type: 'placeCard', cardId: OTHERS_CARD, clusterId: CLUSTER, after: null }),
    ]);
  });

  test('[A8] merging and un-merging', () => {
    eachCell('A8', (play) => [
      ask(play, { type: 'mergeCards', intoId: OTHERS_CARD, cardIds: [OWN_CARD] }),
      ask(play, { type: 'unmergeCards', cardIds: [MERGED] }),
    ]);
  });

  test('[A9] revealing', () => {
    eachCell('A9', (play) => [ask(play, { type: 'revealCards' })]);
  });

  test('[A10] running the workshop', () => {
    eachCell('A10', (play, phase) => [
      ask(play, { type: 'moveToPhase', phase: phaseAfter(phase) ?? 'prepare', afterS: 10 }),
      ask(play, { type: 'cancelMove' }),
      ask(play, { type: 'createTheme', themeId: themeIdOf(9), name: 'Scuola', colour: 'children' }),
      ask(play, { type: 'renameTheme', themeId: themeIdOf(1), name: 'Case' }),
      ask(play, { type: 'setRole', seatId: OTHER, role: 'partner' }),
      ask(play, { type: 'createTable', tableId: tableIdOf(9), name: 'Casa' }),
      ask(play, { type: 'assignTable', seatId: OTHER, tableId: null }),
      ask(play, { type: 'setLock', scope: 'everything', on: true }),
      ask(play, { type: 'setPhases', phases: [] }),
      ask(play, { type: 'renameTable', tableId: OWN_TABLE, name: 'Cura' }),
      ask(play, { type: 'assignEvenly' }),
      ...(['setSelfSeating', 'setPause', 'setLink', 'setWaitingRoom'] as const).map((type) =>
        ask(play, { type, on: true }),
      ),
      ask(play, { type: 'lowerHand', seatId: OTHER }),
      ask(play, { type: 'admitSeat', seatId: OTHER }),
      ask(play, { type: 'expelSeat', seatId: OTHER, words: 'go' }),
      ask(play, { type: 'editWorkshop', title: 'Cura', challenge: 'Chi?' }),
      ask(play, { type: 'closeWorkshop' }),
      ask(play, { type: 'reopenWorkshop' }),
    ]);
  });

  test('[A27] seating people at one’s own table and at another, and giving it a cluster', () => {
    const given = (own: boolean) => ({ tableId: own ? OWN_TABLE : OTHERS_TABLE });
    eachCell(
      'A27',
      (play, _phase, own) => [
        ask(play, { type: 'assignTable', seatId: OTHER, ...given(own) }),
        ask(play, { type: 'assignCluster', clusterId: CLUSTER, ...given(own) }),
      ],
      [false, true],
    );
    eachCell(
      'A27',
      (play, _phase, own) => {
        play.accept(OWNER, { type: 'assignTable', seatId: OTHER, ...given(own) });
        play.accept(OWNER, { type: 'assignCluster', clusterId: CLUSTER, ...given(own) });
        return [
          ask(play, { type: 'assignTable', seatId: OTHER, tableId: null }),
          ask(play, { type: 'assignCluster', clusterId: CLUSTER, tableId: null }),
        ];
      },
      [false, true],
    );
  });

  test('[A28] calling everybody', () => {
    eachCell('A28', (play) => [
      ask(play, { type: 'setSpotlight', at: { kind: 'wall' }, hold: true }),
      ask(play, { type: 'setSpotlight', at: null, hold: false }),
    ]);
  });

  test('[A11] exporting', () => {
    eachCell('A11', (play) => {
      const seat = play.state.seats.get(ASKING);
      const allowed = seat !== undefined && may(seat, 'export', {}, play.state) === true;
      return [{ allowed, said: 'exports' }];
    });
  });

  test('[A16] creating a proposal of one’s own table and of another’s', () => {
    const create = (own: boolean): AnyOrder => ({
      type: 'createProposal',
      proposalId: proposalIdOf(9),
      tableId: own ? OWN_TABLE : OTHERS_TABLE,
      clusterIds: [CLUSTER],
      title: 'Sportello',
    });
    eachCell('A16', (play, _phase, own) => [ask(play, create(own))], [false, true]);
  });

  test('[A17] editing the sheet of one’s own table and of another’s, and its text', () => {
    const edit = (own: boolean): AnyOrder => ({
      type: 'editProposalField',
      proposalId: own ? OWN_PROPOSAL : OTHERS_PROPOSAL,
      field: 'problem',
      value: 'Altre parole',
    });
    eachCell(
      'A17',
      (play, _phase, own) => {
        const seat = play.state.seats.get(ASKING);
        const proposal = play.state.proposals.get(own ? OWN_PROPOSAL : OTHERS_PROPOSAL);
        if (seat === undefined || proposal === undefined) throw new Error('not played');
        const allowed = mayWriteSheet(play.state, seat, proposal) === true;
        return [ask(play, edit(own)), { allowed, said: 'writes the text' }];
      },
      [false, true],
    );
  });

  test('[A18] proposing an amendment, for one’s own table’s proposal and for another’s', () => {
    const propose = (own: boolean): AnyOrder => ({
      type: 'proposeAmendment',
      amendmentId: amendmentIdOf(9),
      proposalId: own ? OWN_PROPOSAL : OTHERS_PROPOSAL,
      text: 'Anche di sera',
      language: 'it',
      signed: false,
    });
    eachCell('A18', (play, _phase, own) => [ask(play, propose(own))], [false, true]);
  });

  /** A round for everybody, in the one phase that has rounds. */
  function voting(play: Play): Play {
    if (play.state.phase !== 'prioritise') return play;
    return play.accept(OWNER, { ...round, roundId: ROUND });
  }

  test('[A22] opening and closing a round', () => {
    eachCell('A22', (play) => [
      ask(play, { ...round, roundId: roundIdOf(9) }),
      ask(voting(play), { type: 'closeRound', roundId: ROUND }),
    ]);
  });

  test('[A23] voting, in a round for everybody', () => {
    eachCell('A23', (play) => [
      ask(voting(play), { type: 'setDots', roundId: ROUND, item: CLUSTER, n: 1, version: 1 }),
    ]);
  });

  test('[A24] entering hands counted at one’s own table and at another’s', () => {
    eachCell(
      'A24',
      (play, _phase, own) => [
        ask(voting(play), {
          type: 'enterHands',
          roundId: ROUND,
          tableId: own ? OWN_TABLE : OTHERS_TABLE,
          item: CLUSTER,
          n: 3,
        }),
      ],
      [false, true],
    );
  });

  test('[A25] joining a table, where people choose themselves', () => {
    eachCell('A25', (play) => {
      play.accept(OWNER, { type: 'setSelfSeating', on: true });
      return [ask(play, { type: 'joinTable', tableId: OTHERS_TABLE })];
    });
  });

  test('[A26] saying that one is ready, raising and lowering one’s hand', () => {
    eachCell('A26', (play) => [
      ask(play, { type: 'setReady', on: true }),
      ask(play, { type: 'raiseHand' }),
      ask(play, { type: 'lowerHand', seatId: ASKING }),
    ]);
  });

  test('[A21] setting the timer of the room, of one’s own table and of another’s', () => {
    const start = (tableId: typeof OWN_TABLE | null): AnyOrder => ({
      type: 'setTimer',
      tableId,
      action: 'start',
      seconds: 60,
    });
    eachCell(
      'A21',
      (play, _phase, own) =>
        own
          ? [ask(play, start(OWN_TABLE))]
          : [ask(play, start(null)), ask(play, start(OTHERS_TABLE))],
      [false, true],
    );
  });

  test('[A16] [A17] who is at no table has none of their own, and is told it is about the table', () => {
    const play = stage('participant', 'tables');
    play.accept(OWNER, { type: 'assignTable', seatId: ASKING, tableId: null });
    for (const order of TRIES.slice(-3, -1)) {
      expect(answerOf(play.ask(ASKING, order))).toMatch(/^refused not-your-table A1[67]$/);
    }
  });
});

const TRIES: readonly AnyOrder[] = [
  writing(cardIdOf(9), { writtenIn: 'cluster' }),
  writing(cardIdOf(9), { kind: 'offer', writtenIn: 'listen' }),
  { type: 'editCard', cardId: OWN_CARD, text: 'Altro', language: 'it', themeId: null },
  { type: 'withdrawCard', cardId: OWN_CARD },
  { type: 'restoreCard', cardId: BIN },
  { type: 'placeCard', cardId: OWN_CARD, clusterId: CLUSTER, after: null },
  { type: 'removeCluster', clusterId: CLUSTER },
  { type: 'mergeCards', intoId: OTHERS_CARD, cardIds: [OWN_CARD] },
  { type: 'unmergeCards', cardIds: [MERGED] },
  { type: 'revealCards' },
  { type: 'moveToPhase', phase: 'write', afterS: 0 },
  { type: 'createTheme', themeId: themeIdOf(9), name: 'Scuola', colour: 'children' },
  { type: 'renameTheme', themeId: themeIdOf(1), name: 'Case' },
  { type: 'createTable', tableId: tableIdOf(9), name: 'Casa' },
  { type: 'assignTable', seatId: OTHER, tableId: OWN_TABLE },
  {
    type: 'createProposal',
    proposalId: proposalIdOf(9),
    tableId: OWN_TABLE,
    clusterIds: [CLUSTER],
    title: 'Sportello',
  },
  { type: 'editProposalField', proposalId: OWN_PROPOSAL, field: 'title', value: 'Sportelli' },
  { type: 'setTimer', tableId: OWN_TABLE, action: 'start', seconds: 60 },
];

function refusalsOf(state: Workshop, seatId: SeatId): string[] {
  const play = new Play();
  play.state = state;
  return TRIES.map((order) => answerOf(play.ask(seatId, order, ON_SERVER)));
}

describe('what holds for all of them', () => {
  test('[A12] in a closed workshop nobody writes, but it is read, exported and reopened', () => {
    for (const phase of ['listen', 'share', 'cluster'] as const) {
      const play = stage('facilitator', phase).accept(OWNER, { type: 'closeWorkshop' });
      for (const answer of refusalsOf(play.state, ASKING))
        expect(answer).toMatch(/^refused closed/);
      expect(queueOf(play.state, ASKING)?.held).toHaveLength(1);
      const seat = play.state.seats.get(ASKING);
      expect(seat && may(seat, 'export', {}, play.state)).toBe(true);
      expect(ask(play, { type: 'setRole', seatId: OTHER, role: 'partner' }).allowed).toBe(true);
      play.accept(ASKING, { type: 'reopenWorkshop' });
      expect(play.state.closed).toBe(false);
    }
  });

  test('[A13] an observer writes nothing in any phase', () => {
    for (const phase of PHASES) {
      for (const answer of refusalsOf(stage('observer', phase).state, ASKING)) {
        expect(answer).toMatch(/^refused (wrong-role|not-yours|unknown-card)/);
      }
    }
  });

  test('[A14] who has no seat does nothing, nor does the server in a person’s place', () => {
    const play = stage('facilitator', 'cluster');
    for (const answer of refusalsOf(play.state, seatIdOf(99))) {
      expect(answer).toBe('refused no-seat A14');
    }
    expect(answerOf(play.ask({ kind: 'server' }, { type: 'revealCards' }))).toBe(
      'refused no-seat A14',
    );
  });

  test('[A15] with "everyone can group" off, participants do not group, hosts do', () => {
    const order: AnyOrder = {
      type: 'placeCard',
      cardId: OTHERS_CARD,
      clusterId: CLUSTER,
      after: null,
    };
    for (const [role, wanted] of [
      ['participant', 'refused wrong-role A15'],
      ['table-host', 'accepted'],
      ['co-facilitator', 'accepted'],
    ] as const) {
      const play = stage(role, 'cluster');
      play.state = { ...play.state, everyoneCanGroup: false };
      expect(answerOf(play.ask(ASKING, order))).toBe(wanted);
    }
  });

  test('[A1] the reason is the phase where the role may at another time, else the role', () => {
    expect(
      answerOf(
        stage('participant', 'cluster').ask(ASKING, writing(cardIdOf(9), { writtenIn: 'cluster' })),
      ),
    ).toBe('refused wrong-phase A1');
    expect(
      answerOf(
        stage('partner', 'cluster').ask(ASKING, { type: 'removeCluster', clusterId: CLUSTER }),
      ),
    ).toBe('refused wrong-role A7');
  });
});
