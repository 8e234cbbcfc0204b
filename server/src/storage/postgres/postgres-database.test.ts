/** What is true of the database itself: lasting commits, forms, damage, and several programs on it. */
import type { RoundId, SeatId } from '@tavolo/model';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { decision, decisions, idOf, workshopRecord } from '../storage-samples.ts';
import { connectionOptions, doubtsOf, settle, sqlOn } from './connection.ts';
import { runGroup } from './group-commit.ts';
import { MIGRATIONS, migrate } from './migrations.ts';
import { openPostgresStorage } from './open-postgres.ts';
import type { SqlStore } from './operations.ts';
import { freshDatabase, onDatabase, SILENT, serverUrl } from './testing/databases.ts';

const record = workshopRecord(1);
const TEXT = { workshopId: record.id, name: 'proposal-a' };
const update = (n: number) => ({ n, seatId: null, at: n, bytes: Uint8Array.of(n) });

async function filled(): Promise<string> {
  const url = await freshDatabase();
  const storage = await openPostgresStorage(url, SILENT);
  await storage.createWorkshop(record, decisions(1, 10), 'hash');
  await storage.close();
  return url;
}

async function sqlAt<Row>(url: string, text: string): Promise<readonly Row[]> {
  return onDatabase(url, async (client) => (await client.query(text)).rows as Row[]);
}

async function readAll(url: string) {
  const storage = await openPostgresStorage(url, SILENT);
  try {
    return await storage.read(record.id, 0, 100);
  } finally {
    await storage.close();
  }
}

describe('a commit', () => {
  test.each([
    ['off', 'on'],
    ['local', 'on'],
    ['remote_write', 'on'],
    ['remote_apply', 'remote_apply'],
  ])('where the server says synchronous_commit=%s waits with %s', async (given, kept) => {
    const url = new URL(serverUrl());
    url.searchParams.set('options', `-c synchronous_commit=${given}`);
    const client = new pg.Client(connectionOptions(url.href.replaceAll('+', '%20')));
    await client.connect();
    try {
      expect((await client.query('SHOW synchronous_commit')).rows).toEqual([
        { synchronous_commit: given },
      ]);
      await settle(client, url.href);
      expect((await client.query('SHOW synchronous_commit')).rows).toEqual([
        { synchronous_commit: kept },
      ]);
    } finally {
      await client.end();
    }
  });

  test('that PostgreSQL makes a rollback of is no commit', async () => {
    const careless: Partial<SqlStore> = {
      check: (sql) =>
        sql.rows('SELECT 1/0').then(
          () => undefined,
          () => undefined,
        ),
    };
    await onDatabase(await freshDatabase(), async (client) => {
      const call = { name: 'check', args: [] } as const;
      const { outcomes, lost } = await runGroup(client, careless as SqlStore, [call]);
      expect(outcomes).toMatchObject([{ ok: false, error: { name: 'StorageUnavailable' } }]);
      expect(lost).toBe(true);
    });
  });

  test('is in doubt where the server itself does not wait for its disk', () => {
    expect(doubtsOf({ fsync: 'on', full_page_writes: 'on' })).toEqual([]);
    expect(doubtsOf({ fsync: 'off', full_page_writes: 'off' })).toHaveLength(2);
  });
});

describe('a database', () => {
  test('that cannot be used is one line without the password', async () => {
    const missing = new URL(serverUrl());
    missing.pathname = '/nobody_made_this';
    missing.password = 'geheim';
    const nobody = 'postgresql://tavolo:geheim@127.0.0.1:1/tavolo';
    for (const [url, problem] of [
      [missing.href, 'refused'],
      [nobody, 'unreachable'],
    ] as const) {
      const error = await openPostgresStorage(url, SILENT).catch((reason: Error) => reason);
      expect(error).toMatchObject({ name: 'DatabaseError', problem });
      expect((error as Error).message).not.toMatch(/geheim|\n/);
    }
  });

  test('with tables of others is refused and left as it is', async () => {
    const url = await freshDatabase();
    await sqlAt(url, 'CREATE TABLE theirs (x integer)');
    await expect(openPostgresStorage(url, SILENT)).rejects.toMatchObject({ problem: 'foreign' });
    const tables = 'SELECT tablename FROM pg_tables WHERE schemaname = current_schema()';
    expect(await sqlAt(url, tables)).toEqual([{ tablename: 'theirs' }]);
  });

  test('that a newer program wrote is refused', async () => {
    const url = await filled();
    await sqlAt(url, 'UPDATE tavolo_form SET version = version + 1');
    await expect(openPostgresStorage(url, SILENT)).rejects.toMatchObject({ problem: 'newer' });
  });

  test('of an older form is brought to the newest one, and loses nothing', async () => {
    const url = await filled();
    // As the first step left it.
    await sqlAt(
      url,
      `DROP TABLE ballot, ballot_round, snapshot_part, snapshot, text_version, text_snapshot,
         text_author, text_update, text_end, installation; UPDATE tavolo_form SET version = 1`,
    );
    const storage = await openPostgresStorage(url, SILENT);
    expect(await storage.read(record.id, 0, 100)).toEqual(decisions(1, 10));
    expect(await storage.append(record.id, [decision(11)], null)).toEqual({ ok: true });
    expect(await storage.appendText(TEXT, [update(1)], [], null)).toEqual({ ok: true });
    await storage.close();
  });

  test('is made once by programs that start together', async () => {
    const url = await freshDatabase();
    const all = await Promise.all([1, 2, 3].map(() => openPostgresStorage(url, SILENT)));
    await Promise.all(all.map((storage) => storage.close()));
    const version = MIGRATIONS.length;
    expect(await sqlAt(url, 'SELECT version FROM tavolo_form')).toEqual([{ version }]);
  });

  test('of a step that fails stays in the form it had', async () => {
    const url = await freshDatabase();
    await onDatabase(url, async (client) => {
      await client.query('BEGIN');
      await client.query('CREATE VIEW ballot AS SELECT 1');
      await expect(migrate(sqlOn(client))).rejects.toThrow(/ballot/);
    });
    expect(await sqlAt(url, "SELECT to_regclass('workshop') AS made")).toEqual([{ made: null }]);
  });
});

describe('damage', () => {
  test.each([
    [
      'a changed body',
      4,
      "UPDATE decision SET body = replace(body, 'need 4', 'need 5')",
      'checksum',
    ],
    ['another sender', 6, `UPDATE decision SET seat_id = '${idOf(9)}' WHERE seq = 6`, 'checksum'],
    ['another time', 2, 'UPDATE decision SET at = at + 1 WHERE seq = 2', 'checksum'],
    ['a missing row', 5, 'DELETE FROM decision WHERE seq = 5', 'gap'],
    ['missing last rows', 9, 'DELETE FROM decision WHERE seq > 8', 'gap'],
  ])('%s is found', async (_, seq, sql, reason) => {
    const url = await filled();
    await sqlAt(url, sql);
    const found = await readAll(url).catch((error: unknown) => error);
    expect(found).toMatchObject({ name: 'BrokenLog', workshopId: record.id, seq, reason });
  });

  test('of a text is found, too, and of its versions', async () => {
    const url = await filled();
    const storage = await openPostgresStorage(url, SILENT);
    await storage.appendText(TEXT, [1, 2, 3].map(update), [], null);
    const version = { kind: 'named', name: 'è', at: 1, seatId: null, n: 3 } as const;
    await storage.saveTextVersion(TEXT, { ...version, bytes: Uint8Array.of(1) });
    await sqlAt(
      url,
      "UPDATE text_update SET bytes = 'x' WHERE n = 2; UPDATE text_version SET bytes = 'x'",
    );
    await expect(storage.readText(TEXT, 0, 10)).rejects.toMatchObject({ n: 2, reason: 'checksum' });
    await expect(storage.findTextVersion(TEXT, 1)).rejects.toMatchObject({ reason: 'version' });
    await storage.close();
  });
});

describe('several programs on one database', () => {
  test('append each number once, whoever was faster', async () => {
    const url = await filled();
    const stores = await Promise.all([1, 2, 3].map(() => openPostgresStorage(url, SILENT)));
    const appendOne = async (caller: number): Promise<void> => {
      for (let seq = 10; ; ) {
        const mine = decision(seq + 1, `caller ${caller}`, 1_000 + caller);
        const result = await stores[caller % 3]?.append(record.id, [mine], null);
        if (result?.ok !== false) return;
        seq = result.seq;
      }
    };
    await Promise.all(Array.from({ length: 15 }, (_, caller) => appendOne(caller)));
    const log = await stores[0]?.read(record.id, 10, 100);
    expect(log?.map(({ seq }) => seq)).toEqual(Array.from({ length: 15 }, (_, n) => n + 11));
    expect(new Set(log?.map(({ cmdId }) => cmdId)).size).toBe(15);
    await Promise.all(stores.map((storage) => storage.close()));
  });

  test('a change of rights that is under way is waited for, and nothing is written past it', async () => {
    const url = await filled();
    const storage = await openPostgresStorage(url, SILENT);
    const guard = { seq: 10, types: ['closeRound', 'moveToPhase'] } as const;
    const key = { workshopId: record.id, roundId: idOf<RoundId>(70) };
    await onDatabase(url, async (other) => {
      await other.query('BEGIN');
      await other.query('UPDATE workshop SET last_seq = 11');
      await other.query(`INSERT INTO decision SELECT workshop_id, 11, seat_id, NULL, 'moveToPhase',
        at, body, crc FROM decision WHERE seq = 10`);
      const waiting = Promise.all([
        storage.appendText(TEXT, [update(1)], [], guard),
        storage.castDots(key, idOf<SeatId>(11), { item: idOf(1), n: 1, version: 1 }, 5, guard),
        storage.append(record.id, [decision(11, 'late', 90)], null),
      ]);
      await someoneWaits(url);
      await other.query('COMMIT');
      expect(await waiting).toEqual([
        { ok: false, why: 'rights' },
        { ok: false, why: 'rights' },
        { ok: false, seq: 11 },
      ]);
    });
    await storage.close();
  });

  test('two that wait for each other are parted, and both get through', async () => {
    const url = await freshDatabase();
    const storage = await openPostgresStorage(url, SILENT);
    const two = workshopRecord(2);
    await storage.createWorkshop(record, decisions(1, 1), 'h1');
    await storage.createWorkshop(two, decisions(1, 1), 'h2');
    await onDatabase(url, async (other) => {
      await other.query('BEGIN');
      await other.query('UPDATE workshop SET due_at = 5 WHERE id = $1', [two.id]);
      // One lane, one transaction: it holds the first when it comes to the second.
      const waiting = Promise.all([
        storage.setRecovery(record.id, 'n1'),
        storage.setRecovery(two.id, 'n2'),
      ]);
      await someoneWaits(url);
      await other
        .query('UPDATE workshop SET due_at = 5 WHERE id = $1', [record.id])
        .then(() => other.query('COMMIT'))
        // Whom PostgreSQL sends away is its own choice.
        .catch(() => other.query('ROLLBACK'));
      await waiting;
    });
    expect(await storage.useRecovery('n1', 'x')).toBe(record.id);
    expect(await storage.useRecovery('n2', 'y')).toBe(two.id);
    await storage.close();
  });
});

test('the key of a closed round is gone from the file, not only from the table', async () => {
  const url = await filled();
  const storage = await openPostgresStorage(url, SILENT);
  const key = { workshopId: record.id, roundId: idOf<RoundId>(70) };
  const guard = { seq: 10, types: ['closeRound'] } as const;
  await storage.castDots(key, idOf<SeatId>(11), { item: idOf(1), n: 1, version: 1 }, 5, guard);
  const [box] = await sqlAt<{ key: Buffer }>(url, 'SELECT key FROM ballot_round');
  const fileOf = async () =>
    onDatabase(url, async (client) => {
      await client.query('CHECKPOINT');
      const { rows } = await client.query(
        "SELECT pg_read_binary_file(pg_relation_filepath('ballot_round')) AS bytes",
      );
      return rows[0].bytes as Buffer;
    });
  expect((await fileOf()).includes(box?.key ?? 'none')).toBe(true);
  const close = [{ ...decision(11), type: 'closeRound' as const }];
  await storage.append(record.id, close, null, [{ roundId: key.roundId, revision: 1 }]);
  await storage.close();
  expect((await fileOf()).includes(box?.key ?? 'none')).toBe(false);
});

test('what nobody could have as a code or an id is not found, and no failure', async () => {
  const storage = await openPostgresStorage(await filled(), SILENT);
  expect(await storage.findWorkshopByCode('A\0B')).toBeNull();
  expect(await storage.findWorkshop('\0' as typeof record.id)).toBeNull();
  await storage.close();
});

/** Until a transaction stands before a lock. */
async function someoneWaits(url: string): Promise<void> {
  const waits = `SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' LIMIT 1`;
  await onDatabase(url, async (client) => {
    while ((await client.query(waits)).rowCount === 0);
  });
}
