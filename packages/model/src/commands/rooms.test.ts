/** Timers and the lock: what is accepted, and each refusal. */
import { describe, expect, test } from 'vitest';
import {
  type AnyOrder,
  mayWriteSheet,
  type Order,
  type TableId,
  TIMER_MAX_S,
  timerFor,
  timerLeftMs,
} from '../index.ts';
import {
  cardIdOf,
  clusterIdOf,
  proposalIdOf,
  seatIdOf,
  tableIdOf,
  themeIdOf,
} from '../testing/ids.ts';
import { answerOf, ON_SERVER, OWNER, Play, writing } from '../testing/play.ts';

const ADA = seatIdOf(1);
const TABLE = tableIdOf(1);

function timer(action: 'pause' | 'resume' | 'stop', tableId: TableId | null = null): AnyOrder {
  return { type: 'setTimer', tableId, action };
}

function timed(action: 'start' | 'add', seconds: number, tableId: TableId | null = null): AnyOrder {
  return { type: 'setTimer', tableId, action, seconds };
}

const later = (ms: number) => ({ ...ON_SERVER, now: ON_SERVER.now + ms });

describe('timers', () => {
  test('[N1] count on server time, pause, go on, take more time and are taken away', () => {
    const play = Play.open();
    for (const action of ['pause', 'resume'] as const) {
      expect(answerOf(play.ask(OWNER, timer(action)))).toBe('refused no-timer N1');
    }
    expect(answerOf(play.ask(OWNER, timed('add', 60)))).toBe('refused no-timer N1');
    expect(play.ask(OWNER, timer('stop'))).toEqual([]);
    play.accept(OWNER, timed('start', 300));
    expect(play.state.timer).toEqual({ is: 'running', endsAt: ON_SERVER.now + 300_000 });
    expect(play.ask(OWNER, timer('resume'))).toEqual([]);
    play.accept(OWNER, timer('pause'), later(100_000));
    expect(play.state.timer).toEqual({ is: 'paused', leftMs: 200_000 });
    expect(play.ask(OWNER, timer('pause'))).toEqual([]);
    play.accept(OWNER, timed('add', 60)).accept(OWNER, timer('resume'), later(500_000));
    expect(play.state.timer).toEqual({ is: 'running', endsAt: ON_SERVER.now + 760_000 });
    play.accept(OWNER, timed('add', 60), later(500_000));
    expect(play.state.timer && timerLeftMs(play.state.timer, ON_SERVER.now + 500_000)).toBe(
      320_000,
    );
    play.accept(OWNER, timer('stop'));
    expect(play.state.timer).toBeNull();
  });

  test('[N1] one that has run out gets more time from now, and nothing else has happened', () => {
    const play = Play.open().accept(OWNER, timed('start', 10));
    const { state } = play;
    expect(state.timer && timerLeftMs(state.timer, ON_SERVER.now + 60_000)).toBe(0);
    play.accept(OWNER, timed('add', 60), later(60_000));
    expect(play.state.timer).toEqual({ is: 'running', endsAt: ON_SERVER.now + 120_000 });
    play.accept(OWNER, timed('add', TIMER_MAX_S), later(60_000));
    expect(play.state.timer).toEqual({
      is: 'running',
      endsAt: ON_SERVER.now + 60_000 + TIMER_MAX_S * 1_000,
    });
    expect(play.state.phase).toBe('prepare');
  });

  test('[N1] a table has one of its own, which counts there before the room’s', () => {
    const play = Play.open();
    expect(answerOf(play.ask(OWNER, timed('start', 60, TABLE)))).toBe('refused unknown-table M1');
    play.accept(OWNER, { type: 'createTable', tableId: TABLE, name: 'Cura' });
    play.accept(OWNER, timed('start', 60)).accept(OWNER, timed('start', 30, TABLE));
    const { state } = play;
    expect(timerFor(state, TABLE)).toEqual({ is: 'running', endsAt: ON_SERVER.now + 30_000 });
    expect(timerFor(state, null)).toEqual(state.timer);
    play.accept(OWNER, timer('stop', TABLE));
    expect(timerFor(play.state, TABLE)).toEqual(play.state.timer);
  });

  test('[W3] not in a closed workshop', () => {
    const play = Play.open().accept(OWNER, { type: 'closeWorkshop' });
    expect(answerOf(play.ask(OWNER, timed('start', 60)))).toBe('refused closed A12');
    expect(answerOf(play.ask(OWNER, { type: 'setLock', scope: 'everything', on: true }))).toBe(
      'refused closed W3',
    );
  });
});

describe('the lock', () => {
  const [HOME, ELDER] = [themeIdOf(1), themeIdOf(2)];
  const [ONE, TWO, MERGED, BIN, HELD] = [1, 2, 3, 4, 5].map(cardIdOf) as [
    ReturnType<typeof cardIdOf>,
    ReturnType<typeof cardIdOf>,
    ReturnType<typeof cardIdOf>,
    ReturnType<typeof cardIdOf>,
    ReturnType<typeof cardIdOf>,
  ];
  const CLUSTER = clusterIdOf(1);
  const lock = (on: boolean, scope: Extract<Order, { type: 'setLock' }>['scope'] = 'everything') =>
    ({ type: 'setLock', scope, on }) as const;

  /** One of everything, all of it of the theme of homes, in the phase of tables for its sheet. */
  function locked(scope: Extract<Order, { type: 'setLock' }>['scope']): Play {
    const play = Play.open().sit(ADA, 'participant').enter('listen');
    for (const cardId of [ONE, TWO, MERGED, BIN]) {
      play.accept(OWNER, writing(cardId, { themeId: HOME }));
    }
    play.accept(OWNER, { type: 'withdrawCard', cardId: BIN });
    const more = { name: 'Affitto', question: '', x: 0, y: 0 };
    play.accept(OWNER, { type: 'createCluster', clusterId: CLUSTER, themeId: HOME, ...more });
    play.accept(OWNER, { type: 'mergeCards', intoId: TWO, cardIds: [MERGED] });
    play.enter('cluster');
    play.accept(ADA, writing(HELD, { writtenIn: 'listen', themeId: HOME }));
    play.enter('tables').accept(OWNER, { type: 'createTable', tableId: TABLE, name: 'Casa' });
    play.accept(OWNER, {
      type: 'createProposal',
      proposalId: proposalIdOf(1),
      tableId: TABLE,
      clusterIds: [CLUSTER],
      title: 'Sportello',
    });
    return play.accept(OWNER, lock(true, scope));
  }

  const LISTENING: readonly Order[] = [
    writing(cardIdOf(9), { themeId: HOME }),
    { type: 'editCard', cardId: ONE, text: 'Altro', language: 'it', themeId: HOME },
    { type: 'withdrawCard', cardId: ONE },
    { type: 'restoreCard', cardId: BIN },
    { type: 'approveCard', cardId: HELD },
    {
      type: 'createCluster',
      clusterId: clusterIdOf(9),
      themeId: HOME,
      name: 'x',
      question: '',
      x: 0,
      y: 0,
    },
    { type: 'renameCluster', clusterId: CLUSTER, name: 'Case', question: '', themeId: null },
    { type: 'moveCluster', clusterId: CLUSTER, x: 5, y: 5 },
    { type: 'removeCluster', clusterId: CLUSTER },
    { type: 'placeCard', cardId: ONE, clusterId: null, after: null },
    { type: 'mergeCards', intoId: TWO, cardIds: [ONE] },
    { type: 'unmergeCards', cardIds: [MERGED] },
  ];
  const AT_TABLES: readonly Order[] = [
    {
      type: 'createProposal',
      proposalId: proposalIdOf(2),
      tableId: TABLE,
      clusterIds: [CLUSTER],
      title: 'x',
    },
    { type: 'editProposalField', proposalId: proposalIdOf(1), field: 'problem', value: 'x' },
  ];

  test('[N2] of everything or of their theme, it refuses every change, to those who lead too; unlocked, all go through', () => {
    for (const scope of ['everything', { themeId: HOME }] as const) {
      for (const [phase, orders] of [
        ['tables', AT_TABLES],
        ['listen', LISTENING],
      ] as const) {
        for (const order of orders) {
          const play = locked(scope).enter(phase);
          const said = (name: string) => `${order.type}: ${name}`;
          expect(said(answerOf(play.ask(OWNER, order)))).toBe(said('refused locked N2'));
          play.accept(OWNER, lock(false, scope));
          expect(said(answerOf(play.ask(OWNER, order)))).toBe(said('accepted'));
        }
      }
      const { state } = locked(scope);
      const [sheet, owner] = [state.proposals.get(proposalIdOf(1)), state.seats.get(OWNER)];
      expect(sheet && owner && mayWriteSheet(state, owner, sheet)).toMatchObject({
        kind: 'locked',
      });
    }
  });

  test('[N2] another theme’s lock leaves it alone, but nothing can be moved in there', () => {
    const play = locked({ themeId: ELDER }).enter('listen');
    for (const order of LISTENING) expect(answerOf(play.ask(OWNER, order))).toBe('accepted');
    const into = { clusterId: clusterIdOf(2), name: 'Cura', question: '', x: 0, y: 0 };
    play.accept(OWNER, lock(false, { themeId: ELDER }));
    play.accept(OWNER, { type: 'createCluster', themeId: ELDER, ...into });
    play.accept(OWNER, lock(true, { themeId: ELDER }));
    expect(
      answerOf(
        play.ask(OWNER, { type: 'placeCard', cardId: ONE, clusterId: into.clusterId, after: null }),
      ),
    ).toBe('refused locked N2');
    expect(
      answerOf(
        play.ask(OWNER, {
          type: 'editCard',
          cardId: ONE,
          text: 'x',
          language: 'it',
          themeId: ELDER,
        }),
      ),
    ).toBe('refused locked N2');
  });

  test('[N2] the room can be run meanwhile; the same lock again changes nothing; an unknown theme is refused', () => {
    const play = locked('everything');
    expect(play.ask(OWNER, lock(true))).toEqual([]);
    expect(answerOf(play.ask(OWNER, lock(true, { themeId: themeIdOf(9) })))).toBe(
      'refused unknown-theme G2',
    );
    expect(answerOf(play.ask(ADA, lock(false)))).toBe('refused wrong-role A10');
    play.accept(OWNER, timed('start', 60)).enter('write').enter('share');
    play.accept(OWNER, lock(true, { themeId: HOME })).accept(OWNER, lock(false));
    expect(play.state.lock).toEqual({ everything: false, themeIds: [HOME] });
  });
});
