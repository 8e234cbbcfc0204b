/** What is true of the file itself: rights, forms, damage, and who may hold it. */

import { mkdirSync, renameSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, test, vi } from 'vitest';
import type { Call } from '../calls.ts';
import { BrokenLog, StorageUnavailable } from '../errors.ts';
import { rowOf } from '../row.ts';
import { decision, decisions, idOf, workshopRecord } from '../storage-samples.ts';
import { ballotStore } from './ballot-store.ts';
import { openDatabase } from './connection.ts';
import { runGroup } from './group-commit.ts';
import { logStore } from './log-store.ts';
import { APPLICATION_ID, MIGRATIONS } from './migrations.ts';
import { openSqliteStorage } from './open-sqlite.ts';
import { sessionStore } from './session-store.ts';
import { snapshotStore } from './snapshot-store.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { textStore } from './text-store.ts';

// Each opens a store or three, and with it a thread, maybe on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const record = workshopRecord(1);

/** A folder with ten decisions, changed by SQL while nobody has it open. */
async function folderAfter(sql: string): Promise<string> {
  const folder = temporaryFolder();
  const storage = await openSqliteStorage(folder);
  await storage.createWorkshop(record, decisions(1, 10), 'hash');
  await storage.close();
  const db = new DatabaseSync(join(folder, 'tavolo.db'));
  db.exec(sql);
  db.close();
  return folder;
}

async function readAll(folder: string) {
  const storage = await openSqliteStorage(folder);
  try {
    return await storage.read(record.id, 0, 100);
  } finally {
    await storage.close();
  }
}

describe('the file', () => {
  test('keeps everything over closing and opening', async () => {
    expect(await readAll(await folderAfter('SELECT 1'))).toEqual(decisions(1, 10));
  });

  test('belongs to this user alone', async () => {
    const folder = temporaryFolder();
    const storage = await openSqliteStorage(folder);
    await storage.check();
    for (const name of ['tavolo.db', 'tavolo.db-wal']) {
      expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    }
    await storage.close();
  });

  test('a second store on it is refused while the first is open, and welcome after', async () => {
    const folder = temporaryFolder();
    const first = await openSqliteStorage(folder);
    await expect(openSqliteStorage(folder)).rejects.toMatchObject({
      name: 'DataFolderError',
      problem: 'in use',
      folder,
    });
    await first.check();
    await first.close();
    await (await openSqliteStorage(folder)).close();
  });

  test('one that a newer program wrote is refused and left as it is', async () => {
    const newer = MIGRATIONS.length + 1;
    const folder = await folderAfter(`PRAGMA user_version = ${newer}`);
    await expect(openSqliteStorage(folder)).rejects.toMatchObject({ problem: 'newer' });
    const db = new DatabaseSync(join(folder, 'tavolo.db'));
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: newer });
    db.close();
  });

  test('a database of another program is refused, and so is a file that is none', async () => {
    const theirs = temporaryFolder();
    const db = new DatabaseSync(join(theirs, 'tavolo.db'));
    db.exec('CREATE TABLE theirs (x)');
    db.close();
    await expect(openSqliteStorage(theirs)).rejects.toMatchObject({ problem: 'foreign' });
    const text = temporaryFolder();
    writeFileSync(join(text, 'tavolo.db'), 'not a database at all '.repeat(100));
    await expect(openSqliteStorage(text)).rejects.toMatchObject({ problem: 'foreign' });
  });

  test.each([
    ['a changed body', 4, `UPDATE decision SET body = replace(body, 'need 4', 'need 5')`],
    ['another sender', 6, `UPDATE decision SET seat_id = '${idOf(9)}' WHERE seq = 6`],
    ['another time', 2, 'UPDATE decision SET at = at + 1 WHERE seq = 2'],
  ])('%s is found by the checksum', async (_, seq, sql) => {
    const error = await readAll(await folderAfter(sql)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BrokenLog);
    expect(error).toMatchObject({ workshopId: record.id, seq, reason: 'checksum' });
  });

  test('a missing row is found as a gap', async () => {
    const folder = await folderAfter('DELETE FROM decision WHERE seq = 5');
    await expect(readAll(folder)).rejects.toMatchObject({ seq: 5, reason: 'gap' });
  });

  test.each([
    ['the last rows', 9, 'seq > 8'],
    ['all rows', 1, 'true'],
  ])('%s missing are found too, and nothing is appended over them', async (_, seq, which) => {
    const folder = await folderAfter(`DELETE FROM decision WHERE ${which}`);
    await expect(readAll(folder)).rejects.toMatchObject({ seq, reason: 'gap' });
    const storage = await openSqliteStorage(folder);
    const over = await storage.append(record.id, [decision(seq, 'over them', 90)], null);
    expect(over).toEqual({ ok: false, seq: 10 });
    await storage.close();
  });

  test('of the first form is brought to the newest one, and loses nothing', async () => {
    const folder = await folderAfter(`ALTER TABLE workshop DROP COLUMN last_seq;
      DROP INDEX session_expiry; DROP TABLE text_update; DROP TABLE text_author;
      DROP TABLE text_snapshot; DROP TABLE text_version; DROP TABLE snapshot;
      DROP TABLE snapshot_part; DROP TABLE text_end; DROP TABLE former_token;
      DROP TABLE ballot; DROP TABLE ballot_round; DROP TABLE installation;
      PRAGMA user_version = 1`);
    expect(await readAll(folder)).toEqual(decisions(1, 10));
    const storage = await openSqliteStorage(folder);
    expect(await storage.append(record.id, [decision(11)], null)).toEqual({ ok: true });
    await storage.close();
  });
});

/** The file as version 1 left it: the same steps up to there, and a decision. */
async function folderOfVersion1(): Promise<string> {
  const folder = temporaryFolder();
  const db = new DatabaseSync(join(folder, 'tavolo.db'));
  db.exec(`${MIGRATIONS[0]};
    PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = 1`);
  const { id, joinCode } = record;
  db.exec(`INSERT INTO workshop VALUES ('${id}', '${joinCode}', 0, 0, NULL, 'hash')`);
  const row = rowOf(id, decision(1));
  db.prepare('INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    ...[id, row.seq, row.seatId, row.cmdId, row.type, row.at, row.body, row.crc],
  );
  db.close();
  return folder;
}

describe('texts in the file', () => {
  const key = { workshopId: record.id, name: 'proposal-a' };
  const update = { n: 1, seatId: null, at: 1, bytes: Uint8Array.of(1, 2, 3) };
  const version = { kind: 'named', name: 'v', at: 1, seatId: null, n: 1 } as const;

  async function withText(sql: string): Promise<string> {
    const folder = await folderAfter('SELECT 1');
    const storage = await openSqliteStorage(folder);
    await storage.appendText(key, [update, { ...update, n: 2 }], [], null);
    await storage.saveTextSnapshot(key, { n: 2, bytes: update.bytes });
    await storage.saveTextVersion(key, { ...version, bytes: update.bytes });
    await storage.close();
    const db = new DatabaseSync(join(folder, 'tavolo.db'));
    db.exec(sql);
    db.close();
    return folder;
  }

  test('a folder of the first form opens, keeps its log, and takes texts', async () => {
    const storage = await openSqliteStorage(await folderOfVersion1());
    expect(await storage.read(record.id, 0, 10)).toEqual([decision(1)]);
    expect(await storage.appendText(key, [update], [], null)).toEqual({ ok: true });
    expect(await storage.readText(key, 0, 10)).toEqual([update]);
    await storage.close();
  });

  test.each([
    ['changed bytes', "UPDATE text_update SET bytes = x'00' WHERE n = 2", 2, 'checksum'],
    ['another author', "UPDATE text_update SET seat_id = 'x' WHERE n = 1", 1, 'checksum'],
    ['another text', "UPDATE text_update SET name = 'proposal-a' || n", 1, 'gap'],
    ['a missing row', 'DELETE FROM text_update WHERE n = 1', 1, 'gap'],
    ['a missing end', 'DELETE FROM text_update WHERE n = 2', 2, 'gap'],
  ])('%s is found', async (what, sql, n, reason) => {
    const storage = await openSqliteStorage(await withText(sql));
    const read = storage.readText(key, 0, 10);
    await expect(read).rejects.toMatchObject({ name: 'BrokenText', n, reason });
    if (what === 'another text') {
      const moved = storage.readText({ ...key, name: 'proposal-a1' }, 0, 10);
      await expect(moved).rejects.toMatchObject({ name: 'BrokenText', n, reason: 'checksum' });
    }
    await storage.close();
  });

  test('a broken snapshot is none, a broken version is an error', async () => {
    const folder = await withText(
      "UPDATE text_snapshot SET bytes = x'00'; UPDATE text_version SET bytes = x'00'",
    );
    const storage = await openSqliteStorage(folder);
    expect(await storage.findTextSnapshot(key)).toBeNull();
    await expect(storage.findTextVersion(key, 1)).rejects.toMatchObject({ reason: 'version' });
    await storage.close();
  });
});

describe('a connection', () => {
  test.each([
    ['at the first open', async () => temporaryFolder()],
    ['when opened again', () => folderAfter('SELECT 1')],
  ])('is durable and private %s', async (_, made) => {
    const db = openDatabase(join(await made(), 'tavolo.db'));
    const value = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() as object)[0];
    const durable = ['journal_mode', 'synchronous', 'locking_mode'].map(value);
    expect(durable).toEqual(['wal', 2, 'exclusive']);
    expect(['secure_delete', 'foreign_keys', 'trusted_schema'].map(value)).toEqual([1, 1, 0]);
    db.close();
  });

  test('[T4] a full disk fails the whole group, takes nothing, and works again with room', () => {
    const db = openDatabase(join(temporaryFolder(), 'tavolo.db'));
    const store = {
      ...logStore(db),
      ...ballotStore(db),
      ...snapshotStore(db),
      ...textStore(db),
      ...sessionStore(db),
    };
    const ask = (...calls: Call[]) => runGroup(db, store, calls);
    const append = (seq: number, text: string): Call => {
      return { name: 'append', args: [record.id, [decision(seq, text)], null] };
    };
    const readBack: Call = { name: 'read', args: [record.id, 1, 10] };
    ask({ name: 'createWorkshop', args: [record, decisions(1, 1), 'hash'] });

    const { page_count: pages } = db.prepare('PRAGMA page_count').get() as { page_count: number };
    db.exec(`PRAGMA max_page_count = ${pages + 1}`);
    const full = ask(append(2, 'small'), append(3, 'x'.repeat(50_000)), readBack);
    expect(full.outcomes.map(({ ok }) => ok)).toEqual([false, false, true]);
    expect(full.outcomes[2]).toEqual({ ok: true, value: [] });
    expect(full.spoiled).toBe(false);

    db.exec('PRAGMA max_page_count = 100000');
    const roomy = ask(append(2, 'small'), append(3, 'x'.repeat(50_000)), readBack);
    expect(roomy.outcomes.map(({ ok }) => ok)).toEqual([true, true, true]);
    expect(roomy.outcomes[2]).toMatchObject({ value: { length: 2 } });
    db.close();
  });
});

test('a worker that dies rejects what is in flight; the next one reads what is there', async () => {
  const started = new Promise<Worker>((resolve) => process.once('worker', resolve));
  const storage = await openSqliteStorage(temporaryFolder());
  await storage.createWorkshop(record, decisions(1, 1), 'hash');
  const worker = await started;
  const inFlight = Array.from({ length: 20 }, (_, n) =>
    storage.append(record.id, [decision(2, 'lost?', 100 + n)], null),
  );
  // After this turn the group has left; what is asked now stands behind it.
  await Promise.resolve();
  const ended = worker.terminate();
  const settled = await Promise.allSettled(inFlight);
  expect(settled[0]).toMatchObject({ reason: expect.any(StorageUnavailable) });
  await ended;
  await storage.check();
  expect(await storage.read(record.id, 0, 1)).toHaveLength(1);
  await storage.close();
});

test('a file that cannot be opened anew rejects at once, and is tried until it can', async () => {
  const started = new Promise<Worker>((resolve) => process.once('worker', resolve));
  const folder = temporaryFolder();
  const storage = await openSqliteStorage(folder);
  await storage.createWorkshop(record, decisions(1, 3), 'hash');
  const worker = await started;
  // Its folder is away, as when a disk drops out.
  renameSync(folder, `${folder}-away`);
  mkdirSync(folder);
  await worker.terminate();
  await expect(storage.check()).rejects.toBeInstanceOf(StorageUnavailable);
  await expect(storage.read(record.id, 0, 9)).rejects.toBeInstanceOf(StorageUnavailable);
  // Nothing was begun in its place.
  rmdirSync(folder);
  renameSync(`${folder}-away`, folder);
  await vi.waitFor(() => storage.check(), { timeout: 20_000, interval: 100 });
  expect(await storage.read(record.id, 0, 9)).toEqual(decisions(1, 3));
  await storage.close();
});
