/** Two programs on one database, each with a house and connections of its own and no doorbell between them. */
import { randomBytes, randomUUID } from 'node:crypto';
import {
  type CardId,
  type ClusterId,
  type Command,
  type CommandId,
  type Order,
  type RoundId,
  SERVER,
  type SeatId,
  type ThemeId,
  type WorkshopId,
} from '@tavolo/model';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { openLocalBus } from '../bus/local.ts';
import { openPostgresStorage } from '../storage/postgres/open-postgres.ts';
import { freshDatabase, SILENT } from '../storage/postgres/testing/databases.ts';
import type { Storage } from '../storage/storage.ts';
import type { House, OpenWorkshop } from './contract.ts';
import { createWorkshop } from './create-workshop.ts';
import { openHouse } from './house.ts';

interface Node {
  readonly storage: Storage;
  readonly house: House;
  readonly workshop: OpenWorkshop;
}

const id = <T extends string>() => randomUUID() as string as T;
const command = (order: Order): Command => ({ ...order, cmdId: id<CommandId>() });
const owner = id<SeatId>();
let now: number;
let one: Node;
let two: Node;
let url: string;

async function node(url: string, workshopId: WorkshopId, isShared = false): Promise<Node> {
  const storage = await openPostgresStorage(url, SILENT);
  const house = openHouse({
    storage,
    // It knows that others are there, and hears none of them.
    bus: { ...openLocalBus(), isShared },
    log: SILENT,
    clock: () => now,
    random: () => 7,
  });
  const workshop = await house.open(workshopId);
  if (workshop === null) throw new Error('not there');
  return { storage, house, workshop };
}

function need(text: string): Order {
  return {
    type: 'writeCard',
    cardId: id<CardId>(),
    kind: 'need',
    text,
    language: 'it',
    themeId: null,
    signed: false,
    writtenIn: 'listen',
  };
}

const moveTo = (phase: 'listen' | 'cluster' | 'prioritise'): Command =>
  command({ type: 'moveToPhase', phase, afterS: 0 });

beforeEach(async () => {
  now = Date.now();
  url = await freshDatabase();
  const workshopId = id<WorkshopId>();
  const first = await openPostgresStorage(url, SILENT);
  await createWorkshop(
    {
      type: 'openWorkshop',
      workshopId,
      title: 'Prova',
      language: 'it',
      challenge: '',
      audience: 'mixed',
      review: 'off',
      demonstration: false,
      owner: { seatId: owner, name: 'Anna' },
      themes: [{ themeId: id<ThemeId>(), name: 'Abitare', colour: 'housing' }],
    },
    { storage: first, now, randomBytes: (count) => randomBytes(count), recoveryHash: id() },
  );
  await first.close();
  one = await node(url, workshopId);
  two = await node(url, workshopId);
});

afterEach(async () => {
  for (const { house, storage } of [one, two]) {
    await house.close();
    await storage.close();
  }
});

async function inStep(): Promise<void> {
  await Promise.all([one.workshop.catchUp(), two.workshop.catchUp()]);
  expect(one.workshop.seq).toBe(two.workshop.seq);
  expect(Y.encodeStateAsUpdate(one.workshop.board)).toEqual(
    Y.encodeStateAsUpdate(two.workshop.board),
  );
}

test('whoever is slower decides again, a repeat counts once, and both end with the same bytes', async () => {
  await one.workshop.perform(owner, moveTo('listen'));
  const commands = Array.from({ length: 30 }, (_, n) => command(need(`bisogno ${n}`)));
  // Each goes to both, as by somebody whose line broke before the answer.
  const answers = await Promise.all(
    commands.flatMap((each, n) => {
      const [near, far] = n % 2 === 0 ? [one, two] : [two, one];
      return [near.workshop.perform(owner, each), far.workshop.perform(owner, each)];
    }),
  );
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
  await inStep();
  expect(one.workshop.state.cards.size).toBe(30);
});

test('a “no” never comes from an old state, nor an “it is so already”', async () => {
  const late = await node(url, one.workshop.id, true);
  try {
    await one.workshop.perform(owner, moveTo('listen'));
    expect(await late.workshop.perform(owner, command(need('subito')))).toMatchObject({ ok: true });
    await one.workshop.catchUp();
    const lock = (on: boolean) => command({ type: 'setLock', scope: 'everything', on });
    await one.workshop.perform(owner, lock(true));
    expect(await late.workshop.perform(owner, lock(false))).toMatchObject({ ok: true });
    await one.workshop.catchUp();
    expect(one.workshop.state.lock).toEqual(late.workshop.state.lock);
    expect(late.workshop.state.cards.size).toBe(1);
  } finally {
    await late.house.close();
    await late.storage.close();
  }
});

test('what is due is done once, whoever comes first', async () => {
  await one.workshop.perform(owner, command({ type: 'moveToPhase', phase: 'listen', afterS: 5 }));
  await inStep();
  now += 6_000;
  const done = await Promise.all(
    [one, two].map(({ workshop }) => workshop.order({ type: 'completeMove' }, SERVER)),
  );
  expect(done.filter(({ ok }) => ok)).toHaveLength(1);
  await inStep();
  expect(two.workshop.state.phase).toBe('listen');
});

test('[V5] a close counts what was given on either, and nothing is given after it', async () => {
  const items = [id<ClusterId>(), id<ClusterId>()];
  const roundId = id<RoundId>();
  const { workshop } = one;
  await workshop.perform(owner, moveTo('cluster'));
  for (const clusterId of items) {
    const more = { themeId: null, name: 'G', question: '', x: 0, y: 0 };
    await workshop.perform(owner, command({ type: 'createCluster', clusterId, ...more }));
  }
  const seats = Array.from({ length: 12 }, () => id<SeatId>());
  for (const seatId of seats) {
    const named = { name: 'Gi', kind: null, organisation: null, language: 'it' } as const;
    await workshop.order({ type: 'takeSeat', seatId, role: 'participant', ...named });
  }
  await workshop.perform(owner, moveTo('prioritise'));
  await workshop.perform(
    owner,
    command({
      type: 'openRound',
      roundId,
      over: 'clusters',
      items,
      dotsPerSeat: 3,
      capPerItem: 3,
      remote: false,
      openLink: false,
      closesAt: null,
    }),
  );
  await inStep();
  const [item] = items;
  if (item === undefined) throw new Error('no item');
  const give = (at: Node, seatId: SeatId) =>
    at.workshop.perform(seatId, command({ type: 'setDots', roundId, item, n: 1, version: 1 }));
  const early = seats.slice(0, 6).map((seatId, n) => give(n % 2 === 0 ? one : two, seatId));
  expect((await Promise.all(early)).filter(({ ok }) => ok)).toHaveLength(6);
  // Some come at the same moment as the close, on the other node.
  const late = seats.slice(6).map((seatId) => give(two, seatId));
  const closed = await one.workshop.perform(owner, command({ type: 'closeRound', roundId }));
  expect(closed.ok).toBe(true);
  const taken = (await Promise.all(late)).filter(({ ok }) => ok).length;
  await inStep();
  const result = two.workshop.state.rounds.get(roundId)?.result;
  expect(result?.voters).toBe(6 + taken);
  const key = { workshopId: workshop.id, roundId };
  expect(await one.storage.readBallots(key, seats)).toEqual({ revision: 0, ballots: [] });
});
