/**
 * Random people on a random network. Every message may be late, lanes overtake each other,
 * connections drop with all that was on the way. In the end everybody sees what the server
 * would show them, nothing waits, and nothing of one's own has ever blinked.
 */
import {
  type CardId,
  type ClusterId,
  type Order,
  PHASES,
  type Phase,
  type ProposalId,
  type TableId,
  view,
  type Workshop,
} from '@tavolo/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '../connection/ids.ts';
import { LANES, type Lane, type Person, SimulatedServer } from './testing/simulated-server.ts';

type Step =
  | { readonly do: 'act'; readonly who: number; readonly what: number; readonly pick: number }
  | { readonly do: 'deliver'; readonly who: number; readonly lane: Lane; readonly count: number }
  | { readonly do: 'drop' | 'rejoin' | 'loseBoard' | 'undo'; readonly who: number }
  | { readonly do: 'draw' | 'swapFeeds' }
  | { readonly do: 'pass'; readonly ms: number };

const who = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('act' as const),
      who,
      what: fc.nat({ max: 28 }),
      pick: fc.nat({ max: 1_000 }),
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('deliver' as const),
      who,
      lane: fc.constantFrom(...LANES),
      count: fc.integer({ min: 1, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), who }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('rejoin' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('loseBoard' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const), who }) },
  { weight: 4, arbitrary: fc.constant({ do: 'draw' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'swapFeeds' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat({ max: 7_000 }) }),
  },
);

function chosen<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

function orderOf(workshop: Workshop, what: number, pick: number): Order | null {
  const cardId = chosen([...workshop.cards.keys()], pick);
  const clusterId = chosen([...workshop.clusters.keys()], pick >> 2);
  const other = chosen([...workshop.cards.keys()], pick >> 3) ?? null;
  switch (what) {
    case 0:
    case 1:
    case 2:
      return {
        type: 'writeCard',
        cardId: newId<CardId>(),
        kind: 'need',
        text: `bisogno ${pick}`,
        language: 'it',
        themeId: null,
        signed: pick % 2 === 0,
        writtenIn: workshop.phase,
      };
    case 3:
      return {
        type: 'createCluster',
        clusterId: newId<ClusterId>(),
        themeId: null,
        name: `gruppo ${pick}`,
        question: '',
        x: pick,
        y: pick,
      };
    case 4:
    case 5:
      if (cardId === undefined) return null;
      return { type: 'placeCard', cardId, clusterId: clusterId ?? null, after: other };
    case 6:
      if (cardId === undefined) return null;
      return { type: 'editCard', cardId, text: `altro ${pick}`, language: 'it', themeId: null };
    case 7:
      return cardId === undefined ? null : { type: 'withdrawCard', cardId };
    case 8:
      return cardId === undefined ? null : { type: 'restoreCard', cardId };
    case 9:
      if (cardId === undefined || other === null) return null;
      return { type: 'mergeCards', intoId: other, cardIds: [cardId] };
    case 10:
      if (clusterId === undefined) return null;
      return { type: 'moveCluster', clusterId, x: pick, y: -pick };
    case 11:
      return { type: 'moveToPhase', phase: PHASES[1 + (pick % 4)] ?? 'listen', afterS: 0 };
    case 12:
      return { type: 'moveToPhase', phase: pick % 3 === 0 ? 'plenary' : 'tables', afterS: 0 };
    case 13:
    case 14:
    case 15:
    case 16:
      return orderAtTables(workshop, what, pick);
    default:
      return orderOf(workshop, what % 11, pick);
  }
}

/** What happens to tables and proposals. */
function orderAtTables(workshop: Workshop, what: number, pick: number): Order | null {
  const tableId = chosen([...workshop.tables.keys()], pick);
  const clusterId = chosen([...workshop.clusters.keys()], pick >> 2);
  const proposalId = chosen([...workshop.proposals.keys()], pick >> 1);
  if (what === 13) {
    const seatId = chosen([...workshop.seats.keys()], pick);
    if (pick % 4 === 0 || seatId === undefined) {
      return { type: 'createTable', tableId: newId<TableId>(), name: `tavolo ${pick}` };
    }
    return { type: 'assignTable', seatId, tableId: tableId ?? null };
  }
  if (what === 14) {
    if (tableId === undefined || clusterId === undefined) return null;
    const more = { tableId, clusterIds: [clusterId], title: `proposta ${pick}` };
    return { type: 'createProposal', proposalId: newId<ProposalId>(), ...more };
  }
  if (proposalId === undefined) return null;
  const edit = { type: 'editProposalField', proposalId } as const;
  return pick % 2 === 0
    ? { ...edit, field: 'problem', value: `problema ${pick}` }
    : { ...edit, field: 'steps', value: [`passo ${pick}`, ` passo ${pick} `] };
}

/** What a state shows, without the order in which its tables were filled. */
function shown(workshop: Workshop): unknown {
  const sorted = (entries: Iterable<readonly [string, unknown]>) =>
    [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    ...workshop,
    seats: sorted(workshop.seats.entries()),
    themes: sorted(workshop.themes.entries()),
    clusters: sorted(workshop.clusters.entries()),
    places: sorted(workshop.places.entries()),
    cards: sorted(workshop.cards.entries()),
    tables: sorted(workshop.tables.entries()),
    proposals: sorted(workshop.proposals.entries()),
  };
}

/** Holds that a card this page has written stays on screen until it is refused. */
class Witness {
  readonly #person: Person;
  readonly #written = new Set<CardId>();

  constructor(person: Person) {
    this.#person = person;
    person.room.subscribe(() => this.look());
  }

  saw(order: Order): void {
    const { phase } = this.#person.room.get().workshop;
    // Written for a phase that had just gone, it may turn out never to have been allowed.
    if (order.type === 'writeCard' && order.writtenIn === phase) this.#written.add(order.cardId);
    this.look();
  }

  look(): void {
    const { workshop, refused } = this.#person.room.get();
    for (const { order } of refused) {
      if (order.type === 'writeCard') this.#written.delete(order.cardId);
    }
    for (const id of this.#written) {
      if (!workshop.cards.has(id)) throw new Error(`card ${id} has vanished`);
    }
  }
}

test('everybody comes to see what the server has, and nothing blinks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 60, maxLength: 200, size: 'max' }),
      fc.boolean(),
      async (steps, atTables) => {
        const server = SimulatedServer.open(['facilitator', 'participant', 'co-facilitator']);
        begin(server, atTables);
        const witnesses = server.people.map((person) => new Witness(person));
        await server.quiet();
        for (const next of steps) perform(server, witnesses, next);
        await comeToRest(server);
        for (const person of server.people) {
          const { workshop, saving, waiting, opening } = person.room.get();
          expect(opening.is).toBe('ready');
          expect(saving).toEqual({ is: 'saved' });
          expect(waiting.size).toBe(0);
          expect(shown(workshop)).toEqual(shown(view(server.state, person.seatId)));
        }
        for (const person of server.people) person.room.close();
      },
    ),
    {
      numRuns: Number(process.env.TAVOLO_RUNS ?? 60),
      endOnFailure: true,
    },
  );
}, 600_000);

/** A wall on which something can happen: a few cards and clusters, in the phase for grouping or at a table. */
function begin(server: SimulatedServer, atTables: boolean): void {
  const [facilitator] = server.people;
  if (facilitator === undefined) throw new Error('nobody is here');
  const done = (order: Order | null) => {
    if (order !== null) server.perform(facilitator.seatId, { ...order, cmdId: newId() });
  };
  const enter = (phase: Phase) => done({ type: 'moveToPhase', phase, afterS: 0 });
  enter('listen');
  enter('cluster');
  for (const [index, what] of [0, 0, 3, 3].entries()) done(orderOf(server.state, what, index));
  if (!atTables) return;
  done({ type: 'createTable', tableId: newId<TableId>(), name: 'Cura' });
  const [tableId = null] = server.state.tables.keys();
  for (const { seatId } of server.people) done({ type: 'assignTable', seatId, tableId });
  enter('tables');
  done(orderAtTables(server.state, 14, 0));
}

function perform(server: SimulatedServer, witnesses: readonly Witness[], step: Step): void {
  const person = 'who' in step ? server.people[step.who] : undefined;
  switch (step.do) {
    case 'act': {
      if (person === undefined) return;
      const order = orderOf(person.room.get().workshop, step.what, step.pick);
      if (order === null || person.room.send(order) !== null) return;
      witnesses[step.who]?.saw(order);
      return;
    }
    case 'undo':
      person?.room.get().undoable?.undo();
      return;
    case 'deliver':
      for (let count = 0; count < step.count; count += 1) person?.deliver(step.lane);
      return;
    case 'drop':
      person?.drop();
      return;
    case 'rejoin':
      person?.rejoin();
      return;
    case 'loseBoard':
      person?.loseBoard();
      return;
    case 'draw':
      server.clock.draw();
      return;
    case 'swapFeeds':
      server.feedsFirst = !server.feedsFirst;
      return;
    case 'pass':
      server.clock.pass(step.ms);
  }
}

async function comeToRest(server: SimulatedServer): Promise<void> {
  for (const person of server.people) {
    // A half-dead board line is only noticed by who misses something; a new network mends all.
    person.drop();
    person.rejoin();
  }
  for (let rounds = 0; rounds < 6; rounds += 1) {
    await server.quiet();
    server.clock.pass(6_000);
  }
  await server.quiet();
}
