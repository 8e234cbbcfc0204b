/** Snapshots in the house: made in quiet moments, used when they fit, done without when not. */
import { randomUUID } from 'node:crypto';
import type { CardId, Command, CommandId, Order, SeatId, WorkshopId } from '@tavolo/model';
import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { openLocalBus } from '../bus/local.ts';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import type { SnapshotHead } from '../storage/snapshot-storage.ts';
import type { Storage } from '../storage/storage.ts';
import type { House, OpenWorkshop } from './contract.ts';
import { createWorkshop } from './create-workshop.ts';
import { openHouse } from './house.ts';

const id = <T extends string>() => randomUUID() as string as T;
const command = (order: Order): Command => ({ ...order, cmdId: id<CommandId>() });
const workshopId = id<WorkshopId>();
const owner = id<SeatId>();

let storage: Storage;
let house: House;
let warnings: string[];
const houses: House[] = [];

function anotherHouse(): House {
  const log = pino({ level: 'warn' }, { write: (line) => void warnings.push(line) });
  const random = () => 7;
  const made = openHouse({ storage, bus: openLocalBus(), log, clock: Date.now, random });
  houses.push(made);
  return made;
}

async function opened(from: House = house): Promise<OpenWorkshop> {
  const workshop = await from.open(workshopId);
  if (workshop === null) throw new Error('not there');
  return workshop;
}

function need(text: string): Command {
  return command({
    type: 'writeCard',
    cardId: id<CardId>(),
    kind: 'need',
    text,
    language: 'it',
    themeId: null,
    signed: false,
    writtenIn: 'listen',
  });
}

const bytesOf = (workshop: OpenWorkshop): string =>
  Buffer.from(Y.encodeStateAsUpdate(workshop.board)).toString('base64');

/** Writes so many needs, all at once; the first of them can be asked again. */
async function write(count: number): Promise<Command> {
  const workshop = await opened();
  const first = need('il primo');
  const rest = Array.from({ length: count - 1 }, (_, index) => need(`bisogno ${index}`));
  await Promise.all([first, ...rest].map((each) => workshop.perform(owner, each)));
  return first;
}

/** The numbers from which logs were read while a fresh house opened the workshop. */
async function readsOf(): Promise<{ from: readonly number[]; workshop: OpenWorkshop }> {
  const read = vi.spyOn(storage, 'read');
  const workshop = await opened(anotherHouse());
  const from = read.mock.calls.map(([, afterSeq]) => afterSeq);
  read.mockRestore();
  return { from, workshop };
}

const oneHead = (): Promise<SnapshotHead> =>
  vi.waitFor(async () => {
    const [head] = await storage.snapshotHeads(workshopId);
    if (head === undefined) throw new Error('no snapshot yet');
    return head;
  });

beforeEach(async () => {
  warnings = [];
  storage = openMemoryStorage();
  house = anotherHouse();
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
      themes: [],
    },
    {
      storage,
      now: Date.now(),
      randomBytes: (count) => Uint8Array.from({ length: count }, (_, index) => index * 7),
      recoveryHash: 'a'.repeat(64),
    },
  );
  const workshop = await opened();
  await workshop.perform(owner, command({ type: 'moveToPhase', phase: 'listen', afterS: 0 }));
});

afterEach(async () => {
  for (const each of houses.splice(0)) await each.close();
  await storage.close();
});

test('after five hundred decisions there is one, and a load reads on from there', async () => {
  const first = await write(600);
  const { seq } = await oneHead();
  expect(seq).toBeGreaterThanOrEqual(500);
  const { from, workshop } = await readsOf();
  // The decision it ends with, to see that it is of this log, and then what came after.
  expect(from).toEqual([seq - 1, seq]);
  const straight = await opened();
  expect(bytesOf(workshop)).toBe(bytesOf(straight));
  expect(workshop.seq).toBe(602);
  expect(await workshop.perform(owner, first)).toEqual(await straight.perform(owner, first));
  expect(workshop.seq).toBe(602);
  expect(warnings).toEqual([]);
});

test('a workshop that leaves memory leaves one, unless its log is as quickly read', async () => {
  await write(5);
  await house.close();
  expect(await storage.snapshotHeads(workshopId)).toEqual([]);
  house = anotherHouse();
  await write(30);
  await house.close();
  expect(await storage.snapshotHeads(workshopId)).toMatchObject([{ seq: 37 }]);
});

test.each([
  [
    'broken',
    ({ seq }: SnapshotHead) => storage.saveSnapshotPart(workshopId, seq, 0, Uint8Array.of(1)),
  ],
  [
    'another version',
    async (head: SnapshotHead) => {
      await storage.dropSnapshotPart(workshopId, head.seq + 1, head.seq + 1);
      vi.spyOn(storage, 'snapshotHeads').mockResolvedValueOnce([{ ...head, version: '0.0.0' }]);
    },
  ],
  [
    'ahead of the log',
    async (head: SnapshotHead) => {
      const read = storage.read.bind(storage);
      vi.spyOn(storage, 'read').mockImplementationOnce((of, after) => read(of, after + 100, 1));
      expect(head.seq).toBeGreaterThan(0);
    },
  ],
  [
    'of another log',
    async () => {
      const read = storage.read.bind(storage);
      vi.spyOn(storage, 'read').mockImplementationOnce((of, after) => read(of, after - 1, 1));
    },
  ],
])('one that is %s is done without, with a warning, and made anew', async (why, spoil) => {
  await write(40);
  await house.close();
  const head = await oneHead();
  await spoil(head);
  const { workshop } = await readsOf();
  expect(workshop.seq).toBe(42);
  expect(workshop.state.cards.size).toBe(40);
  expect(warnings.map((line) => JSON.parse(line))).toMatchObject([{ workshop: workshopId, why }]);
  for (const each of houses.splice(0)) await each.close();
  warnings = [];
  expect((await readsOf()).from).toEqual([41, 42]);
  expect(warnings).toEqual([]);
});

test('one that cannot be kept disturbs nobody', async () => {
  vi.spyOn(storage, 'sealSnapshot').mockRejectedValue(new Error('disk full'));
  await write(600);
  await vi.waitFor(() => expect(warnings.join()).toContain('a snapshot was not kept'));
  await write(10);
  expect((await opened()).seq).toBe(612);
});
