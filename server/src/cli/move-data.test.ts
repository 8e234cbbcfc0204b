/** From a filled folder into a database, and what is refused on the way. */
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { RoundId, SeatId } from '@tavolo/model';
import { expect, test } from 'vitest';
import { openPostgresStorage } from '../storage/postgres/open-postgres.ts';
import { freshDatabase, onDatabase, SILENT } from '../storage/postgres/testing/databases.ts';
import { keepSnapshot, readSnapshot } from '../storage/snapshots.ts';
import { openSqliteStorage } from '../storage/sqlite/open-sqlite.ts';
import { temporaryFolder } from '../storage/sqlite/temporary-folder.ts';
import type { Storage } from '../storage/storage.ts';
import { decisions, idOf, session, workshopRecord } from '../storage/storage-samples.ts';
import { tavolo } from './verbs.ts';

const [ONE, TWO] = [
  workshopRecord(1, { restore: 3, dueAt: 77 }),
  workshopRecord(2, { demonstration: true }),
];
const TEXT = { workshopId: ONE.id, name: 'proposal-è' };
const [ADA, ROUND] = [idOf<SeatId>(11), idOf<RoundId>(70)];
const update = (n: number) => ({
  n,
  seatId: n % 2 === 0 ? null : ADA,
  at: n,
  bytes: Uint8Array.from({ length: 300 }, (_, index) => (n * index) % 256),
});
const version = { kind: 'named', name: 'Prima — è', at: 5, seatId: ADA, n: 3 } as const;
const snapshot = { seq: 400, version: 'v1', bytes: new Uint8Array(600_000).fill(7) };

/** Something in every table, more than a page of decisions, and words that could be bent on the way. */
async function fill(): Promise<string> {
  const folder = temporaryFolder();
  const storage = await openSqliteStorage(folder);
  await storage.createWorkshop(TWO, decisions(1, 3), 'h2');
  await storage.createWorkshop(ONE, decisions(1, 600), 'h1');
  await storage.appendText(
    TEXT,
    [1, 2, 3].map(update),
    [{ client: 4_294_967_295, seatId: ADA }],
    null,
  );
  await storage.saveTextSnapshot(TEXT, { n: 3, bytes: Uint8Array.of(0, 255) });
  await storage.saveTextVersion(TEXT, { ...version, bytes: Uint8Array.of(1, 2) });
  await keepSnapshot(storage, ONE.id, snapshot);
  await storage.saveSession(session('first', 1, 9_000));
  await storage.rotateSessions('first', session('second', 1, 9_000), { now: 1, until: 8_000 });
  const guard = { seq: 600, types: ['closeRound'] } as const;
  const key = { workshopId: ONE.id, roundId: ROUND };
  await storage.castDots(key, ADA, { item: idOf(1), n: 2, version: 1 }, 5, guard);
  await storage.close();
  return folder;
}

let filled: Promise<string> | null = null;

/** Made once; each test has a copy. */
async function filledFolder(): Promise<string> {
  filled ??= fill();
  return copyOf(await filled);
}

async function move(folder: string, databaseUrl: string) {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const env = { TAVOLO_DATA_DIR: folder, DATABASE_URL: databaseUrl };
  const status = await tavolo(['move-data'], { env, say, complain: say });
  return { status, out: lines.join('\n') };
}

/** The library lets go of a file when its statements are gone: a copy can be opened at once. */
function copyOf(folder: string): string {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

async function contentOf(storage: Storage) {
  const heads = await storage.snapshotHeads(ONE.id);
  return {
    records: [await storage.findWorkshop(ONE.id), await storage.findWorkshopByCode(TWO.joinCode)],
    demonstration: await storage.findDemonstration(),
    log: await storage.read(ONE.id, 0, 5_000),
    other: await storage.read(TWO.id, 0, 5_000),
    text: await storage.readText(TEXT, 0, 100),
    authors: await storage.textAuthors(TEXT),
    snapshot: await storage.findTextSnapshot(TEXT),
    version: await storage.findTextVersion(TEXT, 1),
    heads,
    bytes: await Promise.all(heads.map((head) => readSnapshot(storage, ONE.id, head))),
    session: await storage.findSession('first', ONE.id, 10),
    ballot: await storage.findBallot({ workshopId: ONE.id, roundId: ROUND }, ADA),
    due: await storage.dueMoves(100),
    recovered: await storage.useRecovery('h1', 'h1-next'),
  };
}

test('everything arrives, is compared, and the folder is put aside', async () => {
  const folder = await filledFolder();
  const original = copyOf(folder);
  const url = await freshDatabase();
  const moved = await move(folder, url);
  expect([moved.status, moved.out]).toEqual([0, expect.stringContaining('decision: 603 rows')]);
  for (const table of [
    'workshop: 2',
    'text_update: 3',
    'session: 1',
    'former_token: 1',
    'ballot: 1',
    'snapshot_part: 3',
  ]) {
    expect(moved.out).toContain(`${table} rows, the same there`);
  }
  const [before, after] = [
    await openSqliteStorage(original),
    await openPostgresStorage(url, SILENT),
  ];
  const content = await contentOf(before);
  expect(content.session).not.toBeNull();
  expect(await contentOf(after)).toEqual(content);
  await before.close();
  await after.close();
  expect(existsSync(join(folder, 'tavolo.db'))).toBe(false);
  expect(readdirSync(folder).filter((name) => /^tavolo-moved-.*\.db$/.test(name))).toHaveLength(1);

  const again = await move(original, url);
  expect([again.status, again.out]).toEqual([
    1,
    expect.stringContaining('holds workshops already'),
  ]);
  expect(existsSync(join(original, 'tavolo.db'))).toBe(true);
});

test('a row that does not arrive as it was leaves nothing there, and the folder as it was', async () => {
  const folder = await filledFolder();
  const url = await freshDatabase();
  await (await openPostgresStorage(url, SILENT)).close();
  await onDatabase(url, (client) =>
    client.query(`CREATE FUNCTION bend() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF NEW.seq = 550 THEN NEW.at := NEW.at + 1; END IF; RETURN NEW; END $$;
      CREATE TRIGGER bend BEFORE INSERT ON decision FOR EACH ROW EXECUTE FUNCTION bend()`),
  );
  await expect(move(folder, url)).rejects.toThrow(/row 550 of decision did not arrive as it was/);
  const { rows } = await onDatabase(url, (client) => client.query('SELECT * FROM workshop'));
  expect(rows).toEqual([]);
  expect(existsSync(join(folder, 'tavolo.db'))).toBe(true);
});

test('what is broken is not moved, and verbs of the folder do not meet a database', async () => {
  const folder = await filledFolder();
  const db = new DatabaseSync(join(folder, 'tavolo.db'));
  db.exec("UPDATE decision SET body = replace(body, 'need 7', 'need 8')");
  db.close();
  const url = await freshDatabase();
  const broken = await move(copyOf(folder), url);
  expect([broken.status, broken.out]).toEqual([
    1,
    expect.stringContaining('Not everything in the folder is whole'),
  ]);
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const env = { TAVOLO_DATA_DIR: folder, DATABASE_URL: url };
  expect(await tavolo(['recover'], { env, say, complain: say })).toBe(1);
  expect(await tavolo(['migrate'], { env, say, complain: say })).toBe(0);
  expect(await tavolo(['migrate'], { env, say, complain: say })).toBe(0);
  const [refused, made, again] = lines;
  expect(refused).toContain('DATABASE_URL is set');
  expect(made).toContain('it was in form 0');
  expect(again).toContain('it was already');
});

test('check reads a database as it reads a folder, and says where it is not whole', async () => {
  const url = await freshDatabase();
  expect((await move(await filledFolder(), url)).status).toBe(0);
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const env = { DATABASE_URL: url };
  expect(await tavolo(['check'], { env, say, complain: say })).toBe(0);
  expect(lines.join('\n')).toContain(`workshop ${ONE.id} (code CODE-0001): 600 decisions, whole`);
  expect(lines.join('\n')).toContain(`text ${TEXT.name} of workshop ${ONE.id}: 3 updates, whole`);
  await onDatabase(url, (client) =>
    client.query(`UPDATE decision SET body = replace(body, 'need 550', 'need 551');
      DELETE FROM text_update WHERE n = 2; UPDATE text_version SET bytes = 'x'`),
  );
  lines.length = 0;
  expect(await tavolo(['check'], { env, say, complain: say })).toBe(1);
  for (const line of [
    'Good up to decision 549 of 600.',
    'Good up to update 1 of 3.',
    'Version 1 is BROKEN.',
    'A way back: a backup',
  ]) {
    expect(lines.join('\n')).toContain(line);
  }
});
