/** Rounds, dots, counted hands and the count: what is accepted, and each refusal. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Ballot,
  ballotOf,
  countRound,
  decide,
  dueOrders,
  eventsOf,
  FEWEST_VOTERS,
  feedsOf,
  type HandCount,
  LIMITS,
  mineOf,
  nextDueAt,
  type Order,
  openRoundOf,
  type Phase,
  parseCommand,
  type Round,
  SERVER,
  type SeatId,
  seatActor,
  touchedBy,
  view,
  withDots,
} from '../index.ts';
import {
  clusterIdOf,
  commandIdOf,
  proposalIdOf,
  roundIdOf,
  seatIdOf,
  tableIdOf,
} from '../testing/ids.ts';
import { answerOf, IN_BROWSER, ON_SERVER, OWNER, Play } from '../testing/play.ts';

const [HOST, ADA, BEA, REMOTE] = [1, 2, 3, 4].map(seatIdOf) as [SeatId, SeatId, SeatId, SeatId];
const [CARE, HOME, TIME] = [1, 2, 3].map(clusterIdOf) as [
  ReturnType<typeof clusterIdOf>,
  ReturnType<typeof clusterIdOf>,
  ReturnType<typeof clusterIdOf>,
];
const ROUND = roundIdOf(1);
const TABLE = tableIdOf(1);

type Opening = Extract<Order, { type: 'openRound' }>;
const opening: Opening = {
  type: 'openRound',
  roundId: ROUND,
  over: 'clusters',
  items: [CARE, HOME, TIME],
  dotsPerSeat: 5,
  capPerItem: 3,
  remote: false,
  openLink: false,
  closesAt: null,
};

const dots = (item: typeof CARE, n: number, version = 1, roundId = ROUND): Order => ({
  type: 'setDots',
  roundId,
  item,
  n,
  version,
});
const hands = (item: typeof CARE, n: number): Order => ({
  type: 'enterHands',
  roundId: ROUND,
  tableId: TABLE,
  item,
  n,
});
const close: Order = { type: 'closeRound', roundId: ROUND };

function inVote(change: Partial<Opening> | null = {}): Play {
  const play = Play.open().sit(HOST, 'table-host').sit(ADA, 'participant').sit(BEA, 'partner');
  play.sit(REMOTE, 'contributor').enter('cluster');
  for (const clusterId of [CARE, HOME, TIME]) {
    const more = { themeId: null, name: `g ${clusterId}`, question: '', x: 0, y: 0 };
    play.accept(OWNER, { type: 'createCluster', clusterId, ...more });
  }
  play.accept(OWNER, { type: 'createTable', tableId: TABLE, name: 'Cura' });
  play.accept(OWNER, { type: 'assignTable', seatId: HOST, tableId: TABLE }).enter('prioritise');
  return change === null ? play : play.accept(OWNER, { ...opening, ...change });
}

describe('a round', () => {
  test('[V1] is over things that are there, one at a time, and is not opened again', () => {
    const play = inVote(null);
    const ask = (change: Partial<Opening>) => answerOf(play.ask(OWNER, { ...opening, ...change }));
    expect(ask({ items: [clusterIdOf(9)] })).toBe('refused unknown-cluster G1');
    expect(ask({ over: 'proposals', items: [proposalIdOf(9)] })).toBe(
      'refused unknown-proposal D1',
    );
    play.accept(OWNER, { ...opening, items: [CARE, HOME, CARE], capPerItem: 9 });
    expect(openRoundOf(play.state)).toMatchObject({
      items: [CARE, HOME],
      capPerItem: 5,
      result: null,
    });
    expect(ask({})).toBe('refused id-taken V1');
    expect(ask({ roundId: roundIdOf(2) })).toBe('refused round-open V1');
    play.accept(OWNER, close);
    expect(openRoundOf(play.state)).toBeNull();
    for (const order of [close, dots(CARE, 1), hands(CARE, 1)]) {
      const who = order.type === 'closeRound' ? OWNER : order.type === 'setDots' ? ADA : HOST;
      expect(answerOf(play.ask(who, order))).toBe('refused round-closed V1');
    }
    expect(answerOf(play.ask(ADA, dots(CARE, 1, 1, roundIdOf(9))))).toBe(
      'refused unknown-round V1',
    );
    for (let n = 2; n <= LIMITS.rounds; n += 1) {
      play.accept(OWNER, { ...opening, roundId: roundIdOf(n) });
      play.accept(OWNER, { type: 'closeRound', roundId: roundIdOf(n) });
    }
    expect(ask({ roundId: roundIdOf(999) })).toBe('refused round-quota V1');
  });

  test('[V7] closes at its time, once, and keeps the phase where it is', () => {
    const play = inVote(null);
    expect(answerOf(play.ask(OWNER, { ...opening, closesAt: ON_SERVER.now }))).toBe(
      'refused in-the-past V7',
    );
    const year = ON_SERVER.now + LIMITS.roundAheadMs;
    expect(answerOf(play.ask(OWNER, { ...opening, closesAt: year }))).toBe('accepted');
    expect(answerOf(play.ask(OWNER, { ...opening, closesAt: year + 1 }))).toBe(
      'refused too-far-ahead V7',
    );
    const to = (phase: Phase, afterS: number): Order => ({ type: 'moveToPhase', phase, afterS });
    play
      .accept(OWNER, to('tables', 10))
      .accept(OWNER, { ...opening, closesAt: ON_SERVER.now + 60_000 });
    expect(nextDueAt(play.state)).toBe(ON_SERVER.now + 10_000);
    expect(answerOf(play.ask(OWNER, to('write', 0)))).toBe('refused round-open V7');
    expect(answerOf(play.ask(OWNER, { type: 'closeWorkshop' }))).toBe('refused round-open V7');
    const at = (ms: number) => ({ ...ON_SERVER, now: ON_SERVER.now + ms });
    expect(dueOrders(play.state, at(9_999).now)).toEqual([]);
    play.accept(SERVER, { type: 'completeMove' }, at(10_000));
    expect(play.state).toMatchObject({ phase: 'prioritise', move: null });
    const due = { type: 'closeDueRound', roundId: ROUND } as const;
    expect(answerOf(play.ask(SERVER, due, at(59_999)))).toBe('refused not-due V7');
    expect(answerOf(play.ask(OWNER, due, at(60_000)))).toBe('refused wrong-role V7');
    expect(dueOrders(play.state, at(60_000).now)).toEqual([due]);
    play.accept(SERVER, due, at(60_000));
    expect(answerOf(play.ask(SERVER, due, at(60_000)))).toBe('refused not-due V7');
    expect(nextDueAt(play.state)).toBeNull();
    play.accept(OWNER, to('tables', 0)).accept(OWNER, { type: 'closeWorkshop' });
  });

  test('[V1] [V2] [V8] what is too much is said in words, and not by the shape of the message', () => {
    const play = inVote(null);
    const said = (who: SeatId, order: Order, refused: string) => {
      expect(parseCommand({ ...order, cmdId: commandIdOf(1) })).toMatchObject({ ok: true });
      expect(answerOf(play.ask(who, order, IN_BROWSER))).toBe(`refused ${refused}`);
    };
    const items = Array.from({ length: LIMITS.roundItems + 1 }, (_, n) => clusterIdOf(n));
    said(OWNER, { ...opening, items }, 'too-many-items V1');
    said(OWNER, { ...opening, dotsPerSeat: LIMITS.dotsPerSeat + 1 }, 'too-many-dots V2');
    play.accept(OWNER, opening);
    said(HOST, hands(CARE, LIMITS.hands + 1), 'too-many-hands V8');
  });

  test('[V3] contributors vote from afar or by an open link, facilitators never', () => {
    const wanted = (change: Partial<Opening>) =>
      answerOf(inVote(change).ask(REMOTE, dots(CARE, 1)));
    expect(wanted({})).toBe('refused not-remote V3');
    expect(wanted({ remote: true })).toBe('accepted');
    expect(wanted({ openLink: true })).toBe('accepted');
    expect(answerOf(inVote().ask(OWNER, dots(CARE, 1)))).toBe('refused wrong-role A23');
  });
});

describe('a ballot', () => {
  test('[V2] holds the budget and the cap, changes until the close, and is not harmed by what comes late', () => {
    const play = inVote()
      .accept(ADA, dots(CARE, 3, 1))
      .accept(ADA, dots(HOME, 2, 1));
    expect(answerOf(play.ask(ADA, dots(CARE, 4, 2)))).toBe('refused over-cap V2');
    expect(answerOf(play.ask(ADA, dots(TIME, 1, 1)))).toBe('refused over-budget V2');
    expect(answerOf(play.ask(ADA, dots(clusterIdOf(9), 1)))).toBe('refused not-in-round V2');
    play.accept(ADA, dots(CARE, 1, 5)).accept(ADA, dots(TIME, 1, 1));
    for (const late of [dots(CARE, 3, 1), dots(CARE, 3, 4), dots(CARE, 1, 5)]) {
      expect(play.ask(ADA, late)).toEqual([]);
    }
    play.accept(OWNER, { type: 'setLock', scope: 'everything', on: true });
    expect(answerOf(play.ask(ADA, dots(CARE, 0, 6)))).toBe('refused locked N2');
  });

  test('[V4] is its voter’s alone, and so are hands until the close', () => {
    const play = inVote().sit(seatIdOf(5), 'table-host');
    play.accept(ADA, dots(CARE, 3)).accept(HOST, hands(HOME, 7));
    for (const seatId of [OWNER, HOST, BEA, REMOTE, seatIdOf(5)]) {
      expect(view(play.state, seatId).ballots.size).toBe(0);
      const counts = seatId === HOST || seatId === OWNER;
      expect(mineOf(play.state, seatId)?.hands.length).toBe(counts ? 1 : 0);
    }
    expect([...view(play.state, ADA).ballots.values()]).toEqual([ballotOf(play.state, ADA)]);
    expect(answerOf(play.ask(OWNER, close, IN_BROWSER))).toBe('ask the server');
  });

  test('[V4] [V8] the facilitator corrects what was counted, down to none, and both are told', () => {
    const play = inVote().accept(OWNER, hands(CARE, 12));
    const page = () =>
      decide(view(play.state, OWNER), seatActor(OWNER), hands(CARE, 0), IN_BROWSER);
    expect(answerOf(page())).toBe('accepted');
    const before = play.state;
    const events = eventsOf(play.try(OWNER, hands(CARE, 0))) ?? [];
    const touched = touchedBy(before, play.state, events);
    for (const seatId of [OWNER, HOST]) {
      expect(feedsOf(touched, play.state, seatId)).toEqual(['mine']);
      expect(mineOf(play.state, seatId)?.hands).toMatchObject([{ item: CARE, n: 0 }]);
    }
    expect(feedsOf(touched, play.state, ADA)).toEqual([]);
    expect(page()).toEqual([]);
  });

  test('[V5] [V8] at the close the tally stays, ballots and single hands do not', () => {
    const play = inVote().sit(seatIdOf(11), 'participant').sit(seatIdOf(12), 'participant');
    for (const seatId of [HOST, ADA, BEA, seatIdOf(11)]) play.accept(seatId, dots(CARE, 2));
    play
      .accept(seatIdOf(12), dots(HOME, 3))
      .accept(HOST, hands(HOME, 2))
      .accept(HOST, hands(HOME, 5));
    expect(play.ask(HOST, hands(HOME, 5))).toEqual([]);
    play.accept(OWNER, close);
    expect(play.state.rounds.get(ROUND)?.result).toEqual({
      voters: 5,
      eligible: 5,
      ranking: [
        { item: CARE, rank: 1, dots: 8, hands: 0 },
        { item: HOME, rank: 1, dots: 3, hands: 5 },
        { item: TIME, rank: 3, dots: 0, hands: 0 },
      ],
    });
    expect([play.state.ballots.size, play.state.hands.size]).toEqual([0, 0]);
    play.accept(OWNER, { ...opening, roundId: roundIdOf(2) });
    play.accept(ADA, dots(CARE, 3, 1, roundIdOf(2)));
  });
});

describe('the count', () => {
  const item = fc.constantFrom(CARE, HOME, TIME);
  const ballots = fc.array(
    fc.array(fc.tuple(item, fc.nat(3)), { maxLength: 12 }).map((changes): Ballot => {
      let kept: Ballot['dots'] = [];
      for (const [index, [on, n]] of changes.entries()) {
        const next = withDots(kept, { item: on, n, version: index + 1 }, 5);
        if (typeof next !== 'string') kept = next;
      }
      return { roundId: ROUND, dots: kept };
    }),
    { maxLength: 12 },
  );
  const counted = fc.array(
    fc
      .tuple(item, fc.nat(9))
      .map(([on, n]): HandCount => ({ roundId: ROUND, tableId: TABLE, item: on, n })),
    { maxLength: 4 },
  );
  const round: Round = { ...opening, id: ROUND, position: 0, result: null };

  test('[V5] [V6] [V8] is the sum, in whatever order ballots come; ties share a rank; few voters leave no numbers', () => {
    fc.assert(
      fc.property(ballots, counted, fc.nat(), (all, byHand, turn) => {
        const { ranking, voters } = countRound(round, all, byHand, 9);
        const turned = all.map((_, index) => all[(index + turn) % all.length] as Ballot);
        expect(countRound(round, turned, byHand, 9)).toEqual({ ranking, voters, eligible: 9 });
        const sum = (on: typeof CARE) =>
          all.reduce(
            (n, { dots: given }) => n + (given.find((each) => each.item === on)?.n ?? 0),
            0,
          );
        const handsOn = (on: typeof CARE) =>
          byHand.reduce((n, each) => n + (each.item === on ? each.n : 0), 0);
        expect(voters).toBe(all.filter(({ dots: given }) => given.some(({ n }) => n > 0)).length);
        expect(ranking.map((row) => row.item).sort()).toEqual([CARE, HOME, TIME].sort());
        const few = voters > 0 && voters < FEWEST_VOTERS;
        for (const row of ranking) {
          const on = row.item as typeof CARE;
          const better = [CARE, HOME, TIME].filter(
            (other) => sum(other) + handsOn(other) > sum(on) + handsOn(on),
          );
          expect(row).toEqual({
            item: on,
            rank: better.length + 1,
            dots: few ? null : sum(on),
            hands: handsOn(on),
          });
        }
      }),
    );
  });
});
