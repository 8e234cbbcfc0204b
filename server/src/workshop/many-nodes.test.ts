/** Houses of several nodes over one store, with a real Redis between them, and without it. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { CardId, CommandId, SeatId, ThemeId, WorkshopId } from '@tavolo/model';
import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Bus } from '../bus/bus.ts';
import { openLocalBus } from '../bus/local.ts';
import { openRedisBus } from '../bus/redis/redis-bus.ts';
import { freshInstallation, redisUrl } from '../bus/redis/testing/redis.ts';
import { startRedis } from '../bus/redis/testing/redis-server.ts';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { WRITES } from '../storage/writes.ts';
import type { House, OpenWorkshop } from './contract.ts';
import { createWorkshop } from './create-workshop.ts';
import { openHouse } from './house.ts';

const SILENT = pino({ level: 'silent' });
const id = <T extends string>() => randomUUID() as string as T;
const owner = id<SeatId>();
const workshopId = id<WorkshopId>();

interface Node {
  readonly house: House;
  readonly bus: Bus;
  open(): Promise<OpenWorkshop>;
  close(): Promise<void>;
}

let storage: Storage;
const ends: (() => Promise<void>)[] = [];

beforeEach(async () => {
  storage = await newStore();
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function newStore(): Promise<Storage> {
  const store = openMemoryStorage();
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
    { storage: store, now: Date.now(), randomBytes: (n) => randomBytes(n), recoveryHash: id() },
  );
  return store;
}

function node(bus: Bus, store = storage): Node {
  const house = openHouse({
    storage: store,
    bus,
    log: SILENT,
    clock: Date.now,
    random: () => 7,
  });
  const close = async () => {
    await house.close();
    await bus.close();
  };
  ends.push(close);
  return {
    house,
    bus,
    close,
    async open() {
      const workshop = await house.open(workshopId);
      if (workshop === null) throw new Error('not there');
      return workshop;
    },
  };
}

async function redisNode(url: string, installation: string): Promise<Node> {
  const bus = openRedisBus({ url, installation });
  await vi.waitFor(() => expect(bus.status.well).toBe(true), { timeout: 10_000 });
  return node(bus);
}

async function write(workshop: OpenWorkshop): Promise<void> {
  const written = await workshop.perform(owner, {
    type: 'writeCard',
    cmdId: id<CommandId>(),
    cardId: id<CardId>(),
    kind: 'offer',
    text: 'Una sala',
    language: 'it',
    themeId: null,
    signed: false,
    writtenIn: 'listen',
  });
  expect(written).toMatchObject({ ok: true });
}

async function moveTo(workshop: OpenWorkshop, afterS: number): Promise<void> {
  const moved = await workshop.perform(owner, {
    type: 'moveToPhase',
    cmdId: id<CommandId>(),
    phase: 'listen',
    afterS,
  });
  expect(moved).toMatchObject({ ok: true });
}

/** Until both say the same of themselves. */
async function inStep(one: OpenWorkshop, two: OpenWorkshop, timeout: number): Promise<void> {
  const of = ({ seq, joinCode }: OpenWorkshop) => ({ seq, joinCode });
  await vi.waitFor(() => expect(of(two)).toEqual(of(one)), { timeout, interval: 5 });
}

test('what one decides the other has, over Redis, without it within two seconds, and with it again', async () => {
  const redis = await startRedis();
  ends.push(() => redis.close());
  const installation = freshInstallation();
  const [one, two] = [
    await redisNode(redis.url, installation),
    await redisNode(redis.url, installation),
  ];
  const [here, there] = [await one.open(), await two.open()];
  const codes: string[] = [];
  there.whenCodeChanges((code) => codes.push(code));
  await moveTo(here, 0);
  // Less than the watch would need.
  await inStep(here, there, 900);

  await redis.crash();
  await write(here);
  const secret = await here.renewCode();
  await inStep(here, there, 2_000);
  expect(codes).toEqual([secret]);

  await redis.start();
  await vi.waitFor(
    () => expect([one, two].map(({ bus }) => bus.status.well)).toEqual([true, true]),
    {
      timeout: 10_000,
    },
  );
  await here.renewCode();
  await write(there);
  await inStep(here, there, 900);
});

test('a node listens before it reads', async () => {
  const bus = openLocalBus();
  let heard = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const stop = vi.fn();
  const find = vi.spyOn(storage, 'findWorkshop');
  const { open, close } = node({ ...bus, isShared: true, follow: () => ({ ready, stop }) });
  const opening = open();
  await new Promise((resolve) => setImmediate(resolve));
  expect(find).not.toHaveBeenCalled();
  heard();
  expect((await opening).seq).toBeGreaterThan(0);
  expect(stop).not.toHaveBeenCalled();
  await close();
  expect(stop).toHaveBeenCalledOnce();
});

test('a move that was announced by a node that died is made by one that has not even read the workshop', async () => {
  const installation = freshInstallation();
  const [one, two] = [
    await redisNode(redisUrl(), installation),
    await redisNode(redisUrl(), installation),
  ];
  await moveTo(await one.open(), 1);
  await one.close();
  await vi.waitFor(
    async () => {
      const [due] = await storage.dueMoves(Date.now() + 60_000);
      expect(due).toBeUndefined();
    },
    { timeout: 4_000 },
  );
  expect((await two.open()).state.phase).toBe('listen');
});

/** A store in whose place another can be put, as a database that comes back from a backup. */
function exchangeable(first: Storage): { readonly store: Storage; put(next: Storage): void } {
  let present = first;
  const names = Object.keys(WRITES) as (keyof typeof WRITES)[];
  const calls = names.map((name) => [
    name,
    (...args: unknown[]) => (present[name] as (...all: unknown[]) => unknown)(...args),
  ]);
  const store = { ...Object.fromEntries(calls), close: () => present.close() } as Storage;
  return {
    store,
    put: (next) => {
      present = next;
    },
  };
}

test.each([['a look'], ['a command']])(
  'where the log ends before what is in memory, the workshop is let go and read anew: found by %s',
  async (by) => {
    const { store, put } = exchangeable(storage);
    const local = openLocalBus();
    // Well or away: only the second looks often enough to be first here.
    const bus = { ...local, isShared: by === 'a look', status: { well: false } };
    const { house, open } = node(bus, store);
    const old = await open();
    const lost = vi.fn();
    house.whenLost(lost);
    house.hold(old);
    await moveTo(old, 0);
    await write(old);
    put(await newStore());
    if (by === 'a command') {
      await expect(write(old)).rejects.toThrow(/changed under this program/);
    }
    await vi.waitFor(() => expect(lost).toHaveBeenCalledExactlyOnceWith(old), { timeout: 3_000 });
    const fresh = await open();
    expect(fresh).not.toBe(old);
    expect(fresh.state.phase).toBe('prepare');
    await moveTo(fresh, 0);
    await expect(write(old)).rejects.toThrow(/changed under this program/);
    await expect(old.catchUp()).rejects.toThrow(/changed under this program/);
  },
);

test('where the past was rewritten with the same length, the epoch says so', async () => {
  const { store, put } = exchangeable(storage);
  const { house, open } = node(
    { ...openLocalBus(), isShared: true, status: { well: false } },
    store,
  );
  const old = await open();
  const lost = vi.fn();
  house.whenLost(lost);
  const rewritten: Storage = {
    ...storage,
    findWorkshop: async (each) => {
      const record = await storage.findWorkshop(each);
      return record === null ? null : { ...record, restore: 1 };
    },
    heads: async (ids) => (await storage.heads(ids)).map((head) => ({ ...head, restore: 1 })),
  };
  put(rewritten);
  await vi.waitFor(() => expect(lost).toHaveBeenCalledExactlyOnceWith(old), { timeout: 3_000 });
  expect((await open()).textEpoch).toBe('1');
});

test('a node that is alone never looks', async () => {
  const heads = vi.spyOn(storage, 'heads');
  const { open, house } = node(openLocalBus());
  const workshop = await open();
  await moveTo(workshop, 0);
  await house.close();
  expect(heads).not.toHaveBeenCalled();
});
