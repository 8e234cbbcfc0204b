/**
 * Rule R6 over everything that one person receives: two histories that differ only in what
 * somebody else does in private give that person the same frames and the same answers, to
 * the byte. Counts go out by the clock and are not in it.
 */
import type {
  CardId,
  ClusterId,
  Command,
  CommandId,
  Order,
  Phase,
  SeatId,
  ThemeId,
  WorkshopId,
} from '@tavolo/model';
import fc from 'fast-check';
import pino from 'pino';
import { expect, test } from 'vitest';
import { openLocalBus } from '../bus/local.ts';
import { openAttendance } from '../people/attendance.ts';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import type { OpenWorkshop } from '../workshop/contract.ts';
import { createWorkshop } from '../workshop/create-workshop.ts';
import { openHouse } from '../workshop/house.ts';
import type { LiveSocket } from './sockets.ts';
import { Stage } from './stage.ts';

const NOW = 1_764_000_000_000;
const idOf = <Id extends string>(family: number, n: number) =>
  `00000000-0000-4000-8${String(family).padStart(3, '0')}-${String(n).padStart(12, '0')}` as Id;
const seat = (n: number) => idOf<SeatId>(2, n);
/** The owner; who is looked at; who acts in public; who acts in private. */
const [OWNER, WATCHER, OTHER, HIDDEN] = [seat(0), seat(1), seat(2), seat(3)];
const card = (n: number) => idOf<CardId>(5, n);
const COURSE = ['listen', 'write', 'share', 'cluster', 'tables'] as const satisfies Phase[];

interface Step {
  readonly by: SeatId;
  readonly order: Order;
}

const textOf = (n: number) => fc.constantFrom('uno', 'due', 'tre').map((word) => `${word} ${n}`);

function written(cardId: CardId, text: string, writtenIn: Phase, signed: boolean): Order {
  const rest = { kind: 'need', language: 'it', themeId: null } as const;
  return { type: 'writeCard', cardId, text, signed, writtenIn, ...rest };
}

/** What somebody does with a card of theirs; `first` is the number of their first card. */
function own(phase: Phase, first: number, restores: boolean): fc.Arbitrary<Order> {
  return fc.nat(3).chain((n) => {
    const cardId = card(first + n);
    const edit = (text: string): Order => ({
      ...{ type: 'editCard', language: 'it', themeId: null },
      cardId,
      text,
    });
    const writtenIn = fc.constantFrom<Phase>(phase, phase, 'listen', 'write');
    return fc.oneof(
      {
        weight: 3,
        arbitrary: fc
          .tuple(textOf(n), writtenIn, fc.boolean())
          .map(([text, when, signed]) => written(cardId, text, when, signed)),
      },
      textOf(n).map(edit),
      fc.constant<Order>({ type: 'withdrawCard', cardId }),
      ...(restores ? [fc.constant<Order>({ type: 'restoreCard', cardId })] : []),
    );
  });
}

/** Everybody hears of these, or of what they are refused. */
const grouping: fc.Arbitrary<Order> = fc.oneof(
  fc.nat(2).map(
    (n): Order => ({
      ...{ type: 'createCluster', themeId: null, name: `Gruppo ${n}`, question: '', x: 0, y: 0 },
      clusterId: idOf<ClusterId>(4, n),
    }),
  ),
  fc.tuple(fc.nat(7), fc.nat(2), fc.option(fc.nat(7))).map(
    ([n, cluster, after]): Order => ({
      type: 'placeCard',
      cardId: card(n),
      clusterId: idOf<ClusterId>(4, cluster),
      after: after === null ? null : card(after),
    }),
  ),
  fc.nat(7).map((n): Order => ({ type: 'approveCard', cardId: card(n) })),
);

/** What stays private whatever comes: no card of theirs is ever approved or revealed. */
const hiddenIn = (phase: Phase) =>
  fc.array(own(phase, 8, phase === 'listen' || phase === 'write'), { maxLength: 4 });

const phaseSteps = (phase: Phase) =>
  fc.array(
    fc.record({
      open: fc.oneof(
        own(phase, 0, true).map((order): Step => ({ by: WATCHER, order })),
        own(phase, 4, true).map((order): Step => ({ by: OTHER, order })),
        grouping.map((order): Step => ({ by: OWNER, order })),
        grouping.map((order): Step => ({ by: WATCHER, order })),
      ),
      hidden: hiddenIn(phase),
    }),
    { minLength: 1, maxLength: 6 },
  );

const course = fc.tuple(...COURSE.map(phaseSteps));
type Course = typeof course extends fc.Arbitrary<infer Value> ? Value : never;

/** One history, with or without what is done in private; what `who` receives of it. */
async function receivedBy(
  who: SeatId,
  phases: Course,
  withHidden: boolean,
): Promise<{ readonly frames: readonly string[]; readonly decisions: number }> {
  const storage = openMemoryStorage();
  const bus = openLocalBus();
  const log = pino({ level: 'silent' });
  const house = openHouse({ storage, bus, log, clock: () => NOW, random: () => 7 });
  const workshopId = idOf<WorkshopId>(1, 1);
  const theme = { themeId: idOf<ThemeId>(3, 1), name: 'Abitare', colour: 'housing' } as const;
  await createWorkshop(
    {
      ...{ type: 'openWorkshop', title: 'Prova', language: 'it', challenge: '' },
      ...{ audience: 'mixed', review: 'all', demonstration: false },
      workshopId,
      owner: { seatId: OWNER, name: 'Anna' },
      themes: [theme],
    },
    {
      storage,
      now: NOW,
      randomBytes: (n) => new Uint8Array(n).fill(9),
      recoveryHash: 'a'.repeat(64),
    },
  );
  const workshop = await house.open(workshopId);
  if (workshop === null) throw new Error('not there');
  for (const seatId of [WATCHER, OTHER, HIDDEN]) {
    const named = { name: 'Gi', kind: null, organisation: null, language: 'it' } as const;
    await workshop.order({ type: 'takeSeat', seatId, role: 'participant', ...named });
  }

  const frames: string[] = [];
  const stage = watch(workshop, who, frames);
  workshop.board.on('update', (update: Uint8Array) =>
    frames.push(`board ${Buffer.from(update).toString('base64')}`),
  );
  let made = 0;
  const act = async (by: SeatId, order: Order, cmdId = idOf<CommandId>(7, ++made)) => {
    const performed = await workshop.perform(by, { ...order, cmdId } as Command);
    if (by === who) frames.push(`answer ${JSON.stringify(performed)}`);
    await turns();
  };
  let hiddenMade = 0;
  const hide = (order: Order) => act(HIDDEN, order, idOf<CommandId>(8, ++hiddenMade));

  for (const [index, steps] of phases.entries()) {
    const phase = COURSE[index] ?? 'listen';
    await act(OWNER, { type: 'moveToPhase', phase, afterS: 0 });
    for (const { open, hidden } of steps) {
      if (withHidden) for (const order of hidden) await hide(order);
      await act(open.by, open.order);
    }
    // Before the others' drafts are turned over, theirs are gone.
    if (withHidden && phase === 'write') {
      for (const n of [8, 9, 10, 11]) await hide({ type: 'withdrawCard', cardId: card(n) });
    }
    if (phase === 'share') await act(OWNER, { type: 'revealCards' });
  }
  stage.leave();
  await house.close();
  await storage.close();
  return { frames, decisions: workshop.seq };
}

/** A seat's live connection, with all that is sent to it. */
function watch(workshop: OpenWorkshop, who: SeatId, frames: string[]): { leave(): void } {
  let left: () => void = () => undefined;
  const options = {
    clock: () => NOW,
    origin: () => '',
    saves: () => true,
    failed: () => undefined,
    attendance: openAttendance(openLocalBus(), () => NOW),
  };
  const stage = new Stage({ ...options, workshop, emptied: () => undefined });
  const socket = {
    data: { workshop, visitor: { seatId: who, workshopId: workshop.id, tokenHash: '' } },
    on: (_: string, listener: () => void) => {
      left = listener;
    },
    emit: (event: string, ...told: readonly unknown[]) => {
      if (event !== 'counts') frames.push(`${event} ${JSON.stringify(told)}`);
    },
    disconnect: () => undefined,
  };
  // The stage uses no more of a socket than this.
  stage.enter(socket as unknown as LiveSocket);
  return { leave: () => left() };
}

/** Feeds go out with the next turn of the loop. */
const turns = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test('[R6] what others do in private changes nothing that a participant receives', async () => {
  let unseen = 0;
  await fc.assert(
    fc.asyncProperty(course, async (phases) => {
      const [without, with_] = [
        await receivedBy(WATCHER, phases, false),
        await receivedBy(WATCHER, phases, true),
      ];
      expect(with_.frames).toEqual(without.frames);
      unseen += with_.decisions - without.decisions;
    }),
    { numRuns: 25 },
  );
  // The two did differ: there was something to be told.
  expect(unseen).toBeGreaterThan(60);
});

test('[R6] drafts of others change nothing that the facilitator receives but the counts', async () => {
  let unseen = 0;
  await fc.assert(
    fc.asyncProperty(course, async (phases) => {
      const inWriting = phases.map((steps, index) =>
        COURSE[index] === 'write' ? steps : steps.map(({ open }) => ({ open, hidden: [] })),
      ) as typeof phases;
      const [without, with_] = [
        await receivedBy(OWNER, inWriting, false),
        await receivedBy(OWNER, inWriting, true),
      ];
      expect(with_.frames).toEqual(without.frames);
      unseen += with_.decisions - without.decisions;
    }),
    { numRuns: 12 },
  );
  expect(unseen).toBeGreaterThan(10);
});
