/**
 * Random people on a random network. Every message may be late, lanes overtake each other,
 * connections drop with all that was on the way. In the end everybody sees what the server
 * would show them, nothing waits, and nothing of one's own has ever blinked.
 */
import { newId } from '@tavolo/client/connection/ids';
import {
  LANES,
  type Lane,
  type Person,
  SimulatedServer,
} from '@tavolo/client/state/testing/simulated-server';
import {
  type CardId,
  type Order,
  type Phase,
  type TableId,
  view,
  type Workshop,
} from '@tavolo/model';
import fc from 'fast-check';
import { orderAtTables, orderOf } from './some-orders.ts';

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

/** What a state shows, without the order in which its tables were filled. */
function shown(workshop: Workshop): string {
  const sorted = (entries: Iterable<readonly [string, unknown]>) =>
    [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify({
    ...workshop,
    seats: sorted(workshop.seats.entries()),
    themes: sorted(workshop.themes.entries()),
    clusters: sorted(workshop.clusters.entries()),
    places: sorted(workshop.places.entries()),
    cards: sorted(workshop.cards.entries()),
    tables: sorted(workshop.tables.entries()),
    proposals: sorted(workshop.proposals.entries()),
  });
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

export interface Changes {
  readonly steps: readonly Step[];
  /** Begins at the tables, with a proposal. */
  readonly atTables: boolean;
}

export const anyChanges: fc.Arbitrary<Changes> = fc.record({
  steps: fc.array(step, { minLength: 20, maxLength: 120, size: 'max' }),
  atTables: fc.boolean(),
});

export interface Converged {
  /** Connections that dropped, messages that were lost. */
  readonly faults: number;
  /** Changes that the server has accepted. */
  readonly accepted: number;
}

/**
 * Plays it through; throws where somebody sees something else than the server. `losing` is for
 * the control: frames vanish from connections that live on, which no network does.
 */
export async function converge({ steps, atTables }: Changes, losing = false): Promise<Converged> {
  const server = SimulatedServer.open(['facilitator', 'participant', 'co-facilitator']);
  begin(server, atTables);
  const witnesses = server.people.map((person) => new Witness(person));
  try {
    await server.quiet();
    for (const next of steps) perform(server, witnesses, next, losing);
    await comeToRest(server, losing);
    for (const person of server.people) look(server, person);
  } finally {
    for (const person of server.people) person.room.close();
  }
  const faults = steps.filter(({ do: what }) => what === 'drop' || what === 'loseBoard').length;
  return { faults, accepted: server.decided.length };
}

function look(server: SimulatedServer, { room, seatId }: Person): void {
  const { workshop, saving, waiting, opening } = room.get();
  if (opening.is !== 'ready') throw new Error(`a page is ${opening.is}`);
  if (saving.is !== 'saved' || waiting.size > 0) throw new Error(`a page is ${saving.is}`);
  if (shown(workshop) !== shown(view(server.state, seatId))) {
    throw new Error('somebody sees something else than the server');
  }
}

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

function perform(
  server: SimulatedServer,
  witnesses: readonly Witness[],
  step: Step,
  losing: boolean,
): void {
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
      if (losing) person?.empty('board');
      else person?.loseBoard();
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

async function comeToRest(server: SimulatedServer, losing: boolean): Promise<void> {
  for (const person of server.people) {
    // A half-dead board line is only noticed by who misses something; a new network mends all.
    if (!losing) person.drop();
    person.rejoin();
  }
  for (let rounds = 0; rounds < 6; rounds += 1) {
    await server.quiet();
    server.clock.pass(6_000);
  }
  await server.quiet();
}
