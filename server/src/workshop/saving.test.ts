import pino from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StorageMisuse, StorageUnavailable } from '../storage/errors.ts';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { decision, decisions, idOf, workshopRecord } from '../storage/storage-samples.ts';
import { type SavingStatus, type WatchedSaving, watchSaving } from './saving.ts';

let inner: Storage;
let saving: WatchedSaving;
let told: SavingStatus[];
/** The disk under the store: while it is broken every write fails. */
let broken: boolean;
let tries: number;

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_000 });
  [told, broken, tries] = [[], false, 0];
  const memory = openMemoryStorage();
  const write =
    <Args extends readonly unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
    (...args: Args): Promise<Answer> => {
      tries += 1;
      return broken ? Promise.reject(new StorageUnavailable('no disk')) : call(...args);
    };
  inner = {
    ...memory,
    append: write((...args: Parameters<Storage['append']>) => memory.append(...args)),
    check: write((room?: number) => memory.check(room)),
  };
  saving = watchSaving({ storage: inner, log: pino({ level: 'silent' }), clock: Date.now });
  saving.subscribe((status) => told.push(status));
  await saving.storage.createWorkshop(workshopRecord(1), decisions(1, 1), 'hash');
});
afterEach(() => {
  saving.close();
  vi.useRealTimers();
});

const append = (seq: number) => saving.storage.append(idOf(1), [decision(seq)], null);

test('a write that fails once and then works is told to nobody', async () => {
  broken = true;
  await expect(append(2)).rejects.toBeInstanceOf(StorageUnavailable);
  expect(saving.isWell).toBe(false);
  const well = saving.whenWell();
  broken = false;
  await vi.advanceTimersByTimeAsync(50);
  await well;
  expect(saving.isWell).toBe(true);
  expect(told).toEqual([]);
  expect(await append(2)).toEqual({ ok: true });
});

test('a disk that stays away is told once, and again when it is back', async () => {
  broken = true;
  await expect(append(2)).rejects.toBeInstanceOf(StorageUnavailable);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(told).toEqual([{ saves: false, since: 1_000 }]);
  broken = false;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told.at(-1)).toEqual({ saves: true, since: null });
  expect(told).toHaveLength(2);
});

test('meanwhile nothing is written but one trial a second, and everything can be read', async () => {
  broken = true;
  await expect(append(2)).rejects.toThrow();
  await vi.advanceTimersByTimeAsync(100);
  tries = 0;
  for (let n = 0; n < 20; n += 1)
    await expect(append(2)).rejects.toBeInstanceOf(StorageUnavailable);
  expect(tries).toBe(0);
  expect(await saving.storage.read(idOf(1), 0, 10)).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(tries).toBe(3);
});

test('what the caller did wrong casts no doubt on the disk', async () => {
  await expect(saving.storage.append(idOf(9), [decision(1)], null)).rejects.toBeInstanceOf(
    StorageMisuse,
  );
  expect(saving.isWell).toBe(true);
});

test('after closing nothing is tried any more', async () => {
  broken = true;
  await expect(append(2)).rejects.toThrow();
  saving.close();
  tries = 0;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(tries).toBe(0);
});
