/** Plans and passes, tables, and the care for people in the room: what is accepted, and each refusal. */
import { describe, expect, test } from 'vitest';
import {
  decide,
  eventsOf,
  evolveAll,
  isRefusal,
  LIMITS,
  mayWriteNotes,
  mineOf,
  nextPlanned,
  type Order,
  parseCommand,
  plannedMinutes,
  plannedPhase,
  queueOf,
  rosterOf,
  SERVER,
  type SeatId,
  SHEET_FIELDS,
  seatActor,
  TEMPLATES,
  tableProgress,
  view,
} from '../index.ts';
import {
  cardIdOf,
  clusterIdOf,
  commandIdOf,
  proposalIdOf,
  seatIdOf,
  tableIdOf,
} from '../testing/ids.ts';
import { answerOf, IN_BROWSER, ON_SERVER, OPENING, OWNER, Play, writing } from '../testing/play.ts';

const [ADA, BEA, HOST] = [1, 2, 3].map(seatIdOf) as [SeatId, SeatId, SeatId];
const CLUSTER = clusterIdOf(1);
const HELD = cardIdOf(7);
const [ONE, TWO] = [tableIdOf(1), tableIdOf(2)];
const table = (tableId = ONE): Order => ({ type: 'createTable', tableId, name: 'Cura' });
const cluster: Order = {
  type: 'createCluster',
  clusterId: CLUSTER,
  themeId: null,
  name: 'Badanti',
  question: '',
  x: 0,
  y: 0,
};

describe('the plan', () => {
  const phase = {
    phase: 'write',
    used: false,
    minutes: 15,
    instruction: ' Scrivete  ora ',
  } as const;

  test('[P5] says what is used, how long and with which line; "next" passes over, and one can still go there', () => {
    const play = Play.open().accept(OWNER, { type: 'setPhases', phases: [phase] });
    expect(plannedPhase(play.state.plan, 'write')).toEqual({
      ...phase,
      instruction: 'Scrivete ora',
    });
    expect(nextPlanned(play.state.plan, 'listen')).toBe('share');
    expect(nextPlanned(play.state.plan, 'follow-up')).toBeNull();
    expect(plannedMinutes(play.state.plan)).toBe(0);
    expect(play.ask(OWNER, { type: 'setPhases', phases: [phase] })).toEqual([]);
    const skipped = { ...phase, phase: 'prepare' } as const;
    play.accept(OWNER, { type: 'setPhases', phases: [skipped] });
    expect(plannedPhase(play.state.plan, 'prepare').used).toBe(true);
    expect(plannedPhase(play.state.plan, 'write').minutes).toBe(15);
    play.enter('write');
    const long = { ...phase, instruction: 'x'.repeat(LIMITS.instruction + 1) };
    expect(answerOf(play.ask(OWNER, { type: 'setPhases', phases: [long] }))).toBe(
      'refused text-too-long C1',
    );
    const days = { ...phase, minutes: LIMITS.phaseMinutes + 1 };
    const order: Order = { type: 'setPhases', phases: [days] };
    expect(parseCommand({ ...order, cmdId: commandIdOf(1) })).toMatchObject({ ok: true });
    expect(answerOf(play.ask(OWNER, order, IN_BROWSER))).toBe('refused too-many-minutes P5');
  });

  test('[P5] a template brings plan and length; a workshop opens with it, and with tables', () => {
    expect(plannedMinutes(TEMPLATES['poste-listening'].plan)).toBe(180);
    expect(plannedMinutes(TEMPLATES['neighbourhood-evening'].plan)).toBe(90);
    expect(plannedMinutes(TEMPLATES['remote-two-weeks'].plan)).toBe(14 * 24 * 60);
    const play = new Play().accept(SERVER, {
      ...OPENING,
      plan: [...TEMPLATES['neighbourhood-evening'].plan],
      tables: [{ tableId: ONE, name: 'Cortile' }],
    });
    expect(nextPlanned(play.state.plan, 'prepare')).toBe('write');
    expect(play.state.tables.get(ONE)?.name).toBe('Cortile');
  });

  test('[P6] going back begins another pass, in which earlier things are told apart', () => {
    const play = Play.open().enter('listen').write(OWNER, cardIdOf(1)).accept(OWNER, cluster);
    play.enter('cluster').enter('listen').write(OWNER, cardIdOf(2));
    expect(play.state.pass).toBe(1);
    expect(play.state.cards.get(cardIdOf(1))?.pass).toBe(0);
    expect(play.state.cards.get(cardIdOf(2))?.pass).toBe(1);
    expect(play.state.clusters.get(CLUSTER)?.pass).toBe(0);
  });
});

describe('tables', () => {
  test('[M4] a cluster is at one table or parked', () => {
    const play = Play.open().enter('listen').accept(OWNER, cluster).accept(OWNER, table());
    const assign = (tableId: typeof ONE | null): Order => ({
      type: 'assignCluster',
      clusterId: CLUSTER,
      tableId,
    });
    expect(answerOf(play.ask(OWNER, assign(TWO)))).toBe('refused unknown-table M1');
    play.accept(OWNER, assign(ONE));
    expect(play.ask(OWNER, assign(ONE))).toEqual([]);
    expect(play.state.clusters.get(CLUSTER)?.tableId).toBe(ONE);
    play.accept(OWNER, assign(null));
    expect(play.state.clusters.get(CLUSTER)?.tableId).toBeNull();
    play.accept(OWNER, { type: 'renameTable', tableId: ONE, name: 'Casa' });
    expect(play.state.tables.get(ONE)?.name).toBe('Casa');
    expect(answerOf(play.ask(OWNER, { type: 'renameTable', tableId: TWO, name: 'x' }))).toBe(
      'refused unknown-table M1',
    );
  });

  test('[M5] people are spread by chance and evenly; hosts and facilitators stay', () => {
    const play = Play.open();
    const evenly: Order = { type: 'assignEvenly' };
    expect(answerOf(play.ask(OWNER, evenly))).toBe('refused no-tables M5');
    play.accept(OWNER, table()).accept(OWNER, table(TWO)).sit(HOST, 'table-host');
    play.accept(OWNER, { type: 'assignTable', seatId: HOST, tableId: TWO });
    for (let n = 10; n < 21; n += 1) play.sit(seatIdOf(n), n % 3 === 0 ? 'partner' : 'participant');
    expect(answerOf(play.ask(OWNER, evenly, IN_BROWSER))).toBe('ask the server');
    expect(play.ask(OWNER, evenly)).not.toEqual(play.ask(OWNER, evenly, { ...ON_SERVER, seed: 9 }));
    play.accept(OWNER, evenly);
    const at = (tableId: typeof ONE) =>
      [...play.state.seats.values()].filter((seat) => seat.tableId === tableId && seat.id !== HOST);
    expect([at(ONE).length, at(TWO).length].sort()).toEqual([5, 6]);
    expect(play.state.seats.get(HOST)?.tableId).toBe(TWO);
    expect(play.state.seats.get(OWNER)?.tableId).toBeNull();
  });

  test('[M8] a table shows by name who leads it, as long as they do, and nobody else', () => {
    const [ada, bea] = [seatIdOf(31), seatIdOf(32)];
    const play = Play.open().accept(OWNER, table()).accept(OWNER, table(TWO));
    play.sit(ada, 'participant', 'Ada').sit(bea, 'co-facilitator', 'Bea');
    const hosts = () => [ONE, TWO].map((id) => play.state.tables.get(id)?.hosts);
    for (const seatId of [bea, ada])
      play.accept(OWNER, { type: 'assignTable', seatId, tableId: ONE });
    expect(hosts()).toEqual([['Bea'], []]);
    play.accept(OWNER, { type: 'setRole', seatId: ada, role: 'table-host' });
    expect(hosts()).toEqual([['Ada', 'Bea'], []]);
    // In the host's own browser, which knows no other seat, it comes to the same.
    play.accept(OWNER, { type: 'setSelfSeating', on: true });
    const seen = view(play.state, ada);
    const join: Order = { type: 'joinTable', tableId: TWO };
    const there = evolveAll(seen, eventsOf(decide(seen, seatActor(ada), join, IN_BROWSER)) ?? []);
    play.accept(ada, join);
    expect(hosts()).toEqual([['Bea'], ['Ada']]);
    expect([...there.tables.values()]).toEqual([...play.state.tables.values()]);
    play.accept(OWNER, { type: 'expelSeat', seatId: bea, words: 'stay' });
    play.accept(OWNER, { type: 'setRole', seatId: ada, role: 'participant' });
    expect(hosts()).toEqual([[], []]);
  });

  test('[M6] people choose where they may', () => {
    const play = Play.open().sit(ADA, 'participant').accept(OWNER, table());
    const join: Order = { type: 'joinTable', tableId: ONE };
    expect(answerOf(play.ask(ADA, join))).toBe('refused self-seating-off M6');
    play.accept(OWNER, { type: 'setSelfSeating', on: true }).accept(ADA, join);
    expect(play.state.seats.get(ADA)?.tableId).toBe(ONE);
    expect(play.ask(ADA, join)).toEqual([]);
    play.accept(ADA, { type: 'joinTable', tableId: null });
    expect(answerOf(play.ask(ADA, { type: 'joinTable', tableId: TWO }))).toBe(
      'refused unknown-table M1',
    );
  });

  test('[M7] a table’s notes are written by its own people while the tables work, else by who leads', () => {
    const play = Play.open().accept(OWNER, table()).accept(OWNER, table(TWO));
    play.sit(HOST, 'table-host').sit(ADA, 'participant');
    for (const seatId of [HOST, ADA]) {
      play.accept(OWNER, { type: 'assignTable', seatId, tableId: ONE });
    }
    const answer = (seatId: typeof ADA, tableId: typeof ONE) => {
      const seat = play.state.seats.get(seatId);
      if (seat === undefined) throw new Error('no such seat');
      const may = mayWriteNotes(play.state, seat, tableId);
      return may === true ? true : may.kind;
    };
    expect(answer(ADA, ONE)).toBe('wrong-phase');
    play.enter('tables');
    expect([answer(ADA, ONE), answer(HOST, ONE), answer(OWNER, ONE)]).toEqual([true, true, true]);
    expect([answer(ADA, TWO), answer(HOST, TWO)]).toEqual(['not-your-table', 'not-your-table']);
    play.accept(OWNER, { type: 'setLock', scope: 'everything', on: true });
    expect(answer(ADA, ONE)).toBe('locked');
    play.accept(OWNER, { type: 'setLock', scope: 'everything', on: false }).enter('plenary');
    expect([answer(ADA, ONE), answer(HOST, ONE), answer(HOST, TWO)]).toEqual([
      'wrong-phase',
      true,
      'not-your-table',
    ]);
  });

  test('[D3] [M4] progress is computed from the sheets, the clusters and who is ready', () => {
    const play = Play.open().enter('listen').accept(OWNER, cluster).accept(OWNER, table());
    play.sit(ADA, 'participant').accept(OWNER, { type: 'assignTable', seatId: ADA, tableId: ONE });
    play.accept(OWNER, { type: 'assignCluster', clusterId: CLUSTER, tableId: ONE }).enter('tables');
    const proposalId = proposalIdOf(1);
    const more = { proposalId, tableId: ONE, clusterIds: [CLUSTER], title: 'Sportello' };
    play.accept(ADA, { type: 'createProposal', ...more });
    play.accept(ADA, { type: 'editProposalField', proposalId, field: 'problem', value: 'x' });
    play.accept(ADA, { type: 'editProposalField', proposalId, field: 'steps', value: ['x'] });
    play.accept(ADA, { type: 'setReady', on: true });
    expect(tableProgress(play.state)).toEqual([
      {
        tableId: ONE,
        clusters: 1,
        proposals: 1,
        filled: 2,
        fields: SHEET_FIELDS,
        people: 1,
        ready: 1,
      },
    ]);
  });
});

describe('people in the room', () => {
  test('[N3] the spotlight is on what is there, and ends with the phase', () => {
    const play = Play.open().enter('listen').accept(OWNER, cluster);
    const on = (at: Extract<Order, { type: 'setSpotlight' }>['at'], hold = false): Order => ({
      type: 'setSpotlight',
      at,
      hold,
    });
    expect(play.ask(OWNER, on(null))).toEqual([]);
    for (const [at, refused] of [
      [{ kind: 'card', id: cardIdOf(9) }, 'unknown-card C2'],
      [{ kind: 'cluster', id: clusterIdOf(9) }, 'unknown-cluster G1'],
      [{ kind: 'proposal', id: proposalIdOf(9) }, 'unknown-proposal D1'],
      [{ kind: 'table', id: tableIdOf(9) }, 'unknown-table M1'],
    ] as const) {
      expect(answerOf(play.ask(OWNER, on(at)))).toBe(`refused ${refused}`);
    }
    const at = { kind: 'cluster', id: CLUSTER } as const;
    play.accept(OWNER, on(at, true));
    expect(play.ask(OWNER, on(at, true))).toEqual([]);
    expect(play.state.spotlight).toEqual({ at, hold: true });
    play.enter('share');
    expect(play.state.spotlight).toBeNull();
    // What goes is let go of, whoever takes it away.
    play.accept(OWNER, on(at)).accept(OWNER, { type: 'removeCluster', clusterId: CLUSTER });
    expect(play.state.spotlight).toBeNull();
    play.sit(ADA, 'participant').enter('listen').write(ADA, cardIdOf(1)).write(ADA, cardIdOf(2));
    const orders: readonly (readonly [SeatId, Order])[] = [
      [ADA, { type: 'withdrawCard', cardId: cardIdOf(1) }],
      [OWNER, { type: 'expelSeat', seatId: ADA, words: 'go' }],
    ];
    for (const [index, [who, order]] of orders.entries()) {
      const other = cardIdOf(index + 1);
      play.accept(OWNER, on({ kind: 'card', id: other }, true)).accept(who, order);
      expect(play.state.spotlight).toBeNull();
    }
  });

  test('[N4] [N5] pause shows itself and stops nothing; ready ends with the phase', () => {
    const play = Play.open().sit(ADA, 'participant').enter('listen');
    play.accept(OWNER, { type: 'setPause', on: true }).write(ADA);
    expect(play.state.paused).toBe(true);
    play.accept(ADA, { type: 'setReady', on: true });
    expect(play.ask(ADA, { type: 'setReady', on: true })).toEqual([]);
    expect(mineOf(play.state, ADA)?.seat.ready).toBe(true);
    play.enter('write');
    expect(mineOf(play.state, ADA)?.seat.ready).toBe(false);
  });

  test('[N6] hands go up in order, and are lowered by who raised them or who leads', () => {
    const play = Play.open().sit(ADA, 'participant').sit(BEA, 'participant');
    const lower = (seatId: SeatId): Order => ({ type: 'lowerHand', seatId });
    play.accept(BEA, { type: 'raiseHand' }).accept(ADA, { type: 'raiseHand' });
    expect(play.ask(ADA, { type: 'raiseHand' })).toEqual([]);
    const order = () =>
      (rosterOf(play.state, OWNER) ?? [])
        .filter(({ hand }) => hand !== null)
        .sort((a, b) => (a.hand ?? 0) - (b.hand ?? 0))
        .map(({ id }) => id);
    expect(order()).toEqual([BEA, ADA]);
    expect(answerOf(play.ask(ADA, lower(BEA)))).toBe('refused wrong-role A10');
    play.accept(OWNER, lower(BEA)).accept(BEA, { type: 'raiseHand' });
    expect(order()).toEqual([ADA, BEA]);
    play.accept(ADA, lower(ADA));
    expect(play.ask(ADA, lower(ADA))).toEqual([]);
    expect(answerOf(play.ask(OWNER, lower(seatIdOf(99))))).toBe('refused unknown-seat S1');
  });

  test('[S5] newcomers wait until they are let in, and do nothing; who is in stays in', () => {
    const play = Play.open()
      .sit(ADA, 'participant')
      .accept(OWNER, { type: 'setWaitingRoom', on: true });
    play.sit(BEA, 'participant').enter('listen').write(ADA);
    expect(play.state.seats.get(BEA)?.waiting).toBe(true);
    for (const order of [{ type: 'raiseHand' }, { type: 'setReady', on: true }] as const) {
      expect(answerOf(play.ask(BEA, order))).toBe('refused waiting S5');
    }
    play.accept(OWNER, { type: 'admitSeat', seatId: BEA }).write(BEA, cardIdOf(2));
    expect(play.ask(OWNER, { type: 'admitSeat', seatId: BEA })).toEqual([]);
    expect(answerOf(play.ask(OWNER, { type: 'admitSeat', seatId: seatIdOf(99) }))).toBe(
      'refused unknown-seat S1',
    );
  });

  test('[S6] with the link closed nobody takes a seat', () => {
    const play = Play.open().accept(OWNER, { type: 'setLink', on: false });
    const seat = {
      seatId: ADA,
      role: 'participant',
      name: '',
      kind: null,
      organisation: null,
    } as const;
    const take = { type: 'takeSeat', ...seat, language: 'it' } as const;
    expect(answerOf(play.ask(SERVER, take))).toBe('refused link-closed S6');
    play.accept(OWNER, { type: 'setLink', on: true }).accept(SERVER, take);
  });

  test('[S7] an expelled seat is gone; its words stay, or go into the bin and can be restored', () => {
    for (const words of ['stay', 'go'] as const) {
      const play = Play.open().sit(ADA, 'participant').sit(BEA, 'participant').enter('listen');
      play.write(ADA, cardIdOf(1)).write(BEA, cardIdOf(2)).write(BEA, cardIdOf(3));
      play.accept(OWNER, { type: 'mergeCards', intoId: cardIdOf(1), cardIds: [cardIdOf(2)] });
      play
        .accept(ADA, { type: 'withdrawCard', cardId: cardIdOf(1) })
        .enter('write')
        .enter('listen');
      play.accept(ADA, { type: 'restoreCard', cardId: cardIdOf(1) }).enter('cluster');
      // Too late for the wall: it waits for a decision of its own.
      play.accept(ADA, writing(HELD));
      const expel: Order = { type: 'expelSeat', seatId: ADA, words };
      expect(answerOf(play.ask(OWNER, { ...expel, seatId: OWNER }))).toBe('refused owner-stays S3');
      play.accept(OWNER, expel);
      expect(play.state.seats.has(ADA)).toBe(false);
      expect(answerOf(play.ask(ADA, { type: 'raiseHand' }))).toBe('refused no-seat A14');
      expect(play.state.cards.get(cardIdOf(1))?.status).toBe(
        words === 'stay' ? 'published' : 'withdrawn',
      );
      expect(play.state.cards.get(cardIdOf(2))).toMatchObject({
        status: 'published',
        mergedInto: null,
      });
      if (words === 'stay') continue;
      expect(play.state.cards.get(HELD)?.status).toBe('held');
      expect(queueOf(play.state, OWNER)?.held).toHaveLength(1);
      const outcome = play.ask(OWNER, expel, IN_BROWSER);
      expect(isRefusal(outcome) && outcome.kind).toBe('unknown-seat');
      play.accept(OWNER, { type: 'restoreCard', cardId: cardIdOf(1) });
      expect(play.state.cards.get(cardIdOf(1))?.status).toBe('published');
    }
  });
});
