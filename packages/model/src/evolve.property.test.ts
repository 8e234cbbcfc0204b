/** What is in the log loads for ever: any order of events, twice the same, no card lost. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CardId,
  evolve,
  evolveAll,
  inverseOf,
  isAskServer,
  isRefusal,
  keptState,
  type Order,
  type SeatId,
  stateFrom,
  UNOPENED,
  view,
  type Workshop,
  type WorkshopEvent,
} from './index.ts';
import { anyHistory, anyOrder, playThrough, SEATS } from './testing/arbitrary.ts';
import { dump, seen } from './testing/dump.ts';
import {
  clusterIdOf,
  proposalIdOf,
  roundIdOf,
  seatIdOf,
  tableIdOf,
  themeIdOf,
} from './testing/ids.ts';
import { OWNER, Play } from './testing/play.ts';

/** The state as a snapshot brings it back: same content, other insides. */
function restored(state: Workshop): Workshop {
  return stateFrom(JSON.parse(JSON.stringify(keptState(state))));
}

describe('evolve', () => {
  test('[E1] takes any event on any state without throwing, and an unknown name changes nothing', () => {
    fc.assert(
      fc.property(anyHistory, anyHistory, fc.nat(), (history, other, turn) => {
        const { state } = playThrough(history);
        const events = playThrough(other).log.flat();
        const turned = events.map((_, index) => events[(index * 7 + turn) % events.length]);
        for (const event of turned) if (event !== undefined) evolve(state, event);
        evolveAll(
          state,
          turned.filter((event) => event !== undefined),
        );
        expect(dump(evolveAll(UNOPENED, events.filter(namesSomething)))).toEqual(dump(UNOPENED));
      }),
      { numRuns: 200 },
    );
  });

  test('[E2] replays to the same state, also from stored text and over a snapshot', () => {
    fc.assert(
      fc.property(anyHistory, fc.double({ min: 0, max: 1, noNaN: true }), (history, part) => {
        const { state, log } = playThrough(history);
        const events = JSON.parse(JSON.stringify(log.flat())) as WorkshopEvent[];
        const cut = Math.floor(events.length * part);
        const snapshot = restored(evolveAll(UNOPENED, events.slice(0, cut)));
        expect(dump(evolveAll(UNOPENED, events))).toEqual(dump(state));
        expect(dump(evolveAll(snapshot, events.slice(cut)))).toEqual(dump(state));
      }),
      { numRuns: 200 },
    );
  });

  test('[E3] [P1] keeps every card that was ever written, whatever happens and wherever the phase goes', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const written = new Set<CardId>();
        const play = playThrough(history, ({ state }) => {
          for (const id of state.cards.keys()) written.add(id);
        });
        for (const id of written) expect(play.state.cards.has(id)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

/** Events that name a thing which must be there already. */
function namesSomething(event: WorkshopEvent): boolean {
  return [
    'roleSet',
    'seatAssigned',
    'proposalFieldEdited',
    'roundClosed',
    'tableRenamed',
    'clusterAssigned',
    'readySet',
    'handSet',
    'seatAdmitted',
    'seatExpelled',
    'themeRenamed',
    'cardEdited',
    'cardWithdrawn',
    'cardRestored',
    'cardsRevealed',
    'clusterRenamed',
    'clusterMoved',
    'clusterRemoved',
    'cardPlaced',
    'cardsRenumbered',
    'cardsMerged',
    'cardUnmerged',
  ].includes(event.type);
}

describe('undo', () => {
  test('[U1] a command and then its inverse give back the visible wall, where both are accepted', () => {
    const undone = new Map<string, number>();
    const check = (state: Workshop, before: Workshop, seatId: SeatId, order: Order) => {
      const inverse = inverseOf(before, order);
      if (inverse === null) return;
      const play = new Play();
      play.state = state;
      const outcome = play.try(seatId, order);
      if (isRefusal(outcome) || isAskServer(outcome) || outcome.length === 0) return;
      for (const back of inverse) if (isRefusal(play.try(seatId, back))) return;
      // Who may not merge cannot lay the freed originals under the restored card again.
      if (
        order.type === 'withdrawCard' &&
        freesOthers(before, order.cardId) &&
        inverse.length === 1
      ) {
        return;
      }
      expect(seen(play.state)).toEqual(seen(state));
      undone.set(order.type, (undone.get(order.type) ?? 0) + 1);
    };
    const property = fc.property(
      anyHistory,
      fc.array(anyOrder, { minLength: 20, maxLength: 40 }),
      (history, orders) => {
        const { state } = playThrough(history);
        for (const seatId of SEATS) {
          const before = view(state, seatId);
          for (const order of orders) check(state, before, seatId, order);
        }
      },
    );
    fc.assert(property, { numRuns: 100 });
    // On a fixed sample every command that has an inverse was taken back at least once.
    undone.clear();
    fc.assert(property, { numRuns: 500, seed: 20_261_124 });
    expect([...undone.keys()].sort()).toEqual([
      'assignCluster',
      'assignTable',
      'createCluster',
      'editCard',
      'editProposalField',
      'editWorkshop',
      'joinTable',
      'mergeCards',
      'moveCluster',
      'placeCard',
      'removeCluster',
      'renameCluster',
      'renameTable',
      'renameTheme',
      'restoreCard',
      'setDots',
      'setReady',
      'setRole',
      'unmergeCards',
      'withdrawCard',
      'writeCard',
    ]);
  });

  test('[U1] takes back what the order changed, and leaves what somebody else has changed since', () => {
    const play = Play.open().sit(seatIdOf(1), 'facilitator').enter('listen');
    const [clusterId, themeId] = [clusterIdOf(1), themeIdOf(1)];
    const more = { themeId: null, question: '', x: 0, y: 0 };
    play.accept(OWNER, { type: 'createCluster', clusterId, name: 'Badanti', ...more });
    const orders: readonly Order[] = [
      { type: 'editWorkshop', title: 'Cura di tutti', language: 'it' },
      { type: 'renameCluster', clusterId, name: 'Cura', question: '', themeId: null },
    ];
    const backs = orders.map((order) => {
      const back = inverseOf(play.state, order);
      play.accept(OWNER, order);
      return back ?? [];
    });
    play.accept(seatIdOf(1), { type: 'editWorkshop', challenge: 'Chi aiuta?', language: 'en' });
    play.accept(seatIdOf(1), { type: 'renameCluster', clusterId, themeId, question: 'Come?' });
    for (const back of backs.flat()) play.accept(OWNER, back);
    expect(play.state).toMatchObject({
      title: 'Prendersi cura',
      challenge: 'Chi aiuta?',
      language: 'en',
    });
    expect(play.state.clusters.get(clusterId)).toMatchObject({
      name: 'Badanti',
      question: 'Come?',
      themeId,
    });
  });

  test('[U2] what others have read, or what has its own way back, has no inverse', () => {
    const { state } = Play.open();
    const orders: Order[] = [
      { type: 'revealCards' },
      { type: 'moveToPhase', phase: 'share', afterS: 0 },
      { type: 'cancelMove' },
      { type: 'closeWorkshop' },
      { type: 'reopenWorkshop' },
      { type: 'setTimer', tableId: null, action: 'start', seconds: 60 },
      { type: 'closeRound', roundId: roundIdOf(1) },
      { type: 'setPhases', phases: [] },
      { type: 'assignEvenly' },
      { type: 'raiseHand' },
      { type: 'setPause', on: true },
      { type: 'setSpotlight', at: { kind: 'wall' }, hold: true },
      {
        type: 'enterHands',
        roundId: roundIdOf(1),
        tableId: tableIdOf(1),
        item: clusterIdOf(1),
        n: 3,
      },
      { type: 'setLock', scope: 'everything', on: true },
      { type: 'createTable', tableId: tableIdOf(1), name: 'Cura' },
      {
        type: 'createProposal',
        proposalId: proposalIdOf(1),
        tableId: tableIdOf(1),
        clusterIds: [clusterIdOf(1)],
        title: 'Sportello',
      },
    ];
    for (const order of orders) expect(inverseOf(state, order)).toBeNull();
  });
});

function freesOthers(before: Workshop, cardId: CardId): boolean {
  return [...before.cards.values()].some((card) => card.mergedInto === cardId);
}
