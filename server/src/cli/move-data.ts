/**
 * `move-data`: from the data folder into an empty PostgreSQL database, all or nothing. Every
 * row is read back and compared before anything is committed; then the folder's file gets
 * another name, so that nobody goes on with it by mistake.
 */
import { createHash } from 'node:crypto';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { shownDatabase } from '../database-error.ts';
import { type MoveTarget, openMoveTarget } from '../storage/postgres/open-target.ts';
import { openUpkeep } from '../storage/sqlite/open-upkeep.ts';
import type { KeptRow, KeptTable, Upkeep } from '../storage/upkeep.ts';
import { stamp, type Verb, VerbRefused } from './verb.ts';

/** Rows written at once, and about how many bytes at most. */
const ROWS = 500;
const BYTES = 4 * 1024 * 1024;

export const moveData: Verb = {
  usage: 'move-data',
  meaning: 'Move everything from the folder into the empty database that DATABASE_URL names.',
  alsoOnDatabase: true,
  async run(args, { dataDir, databaseUrl, say, now }) {
    if (args.length > 0) throw new VerbRefused(`Usage: npm run tavolo -- ${moveData.usage}`);
    if (databaseUrl === null) throw new VerbRefused('Name the database with DATABASE_URL.');
    const upkeep = openUpkeep(dataDir);
    try {
      refuseDamage(upkeep);
      const target = await openMoveTarget(databaseUrl);
      try {
        for (const table of upkeep.tables()) await copy(upkeep, target, table);
        for (const table of upkeep.tables()) say(await compared(upkeep, target, table));
        await target.commit();
      } finally {
        await target.close();
      }
    } finally {
      upkeep.close();
    }
    say(`Moved everything from ${dataDir} to ${shownDatabase(databaseUrl)}.`);
    say(`What was there: ${putAside(dataDir, `tavolo-moved-${stamp(now)}.db`)}`);
    return 0;
  },
};

/** What is broken would be broken there as well, without the verbs that mend it. */
function refuseDamage(upkeep: Upkeep): void {
  const isWhole =
    upkeep.faults().length === 0 &&
    upkeep.logs().every(({ broken }) => broken === null) &&
    upkeep
      .texts()
      .every(({ broken, brokenVersions }) => broken === null && brokenVersions.length === 0);
  if (isWhole) return;
  throw new VerbRefused(
    'Not everything in the folder is whole: npm run tavolo -- check says what, and recover mends it.',
  );
}

async function copy(upkeep: Upkeep, target: MoveTarget, table: KeptTable): Promise<void> {
  let page: KeptRow[] = [];
  let bytes = 0;
  for (const row of upkeep.rows(table, 'making')) {
    page.push(row);
    bytes += sizeOf(row);
    if (page.length < ROWS && bytes < BYTES) continue;
    await target.write(table, page);
    [page, bytes] = [[], 0];
  }
  if (page.length > 0) await target.write(table, page);
}

/** Row by row, both in the order of their keys; a line with the count and the checksum of all of them. */
async function compared(upkeep: Upkeep, target: MoveTarget, table: KeptTable): Promise<string> {
  const hash = createHash('sha256');
  const source = upkeep.rows(table, 'key')[Symbol.iterator]();
  let count = 0;
  for await (const there of target.rows(table)) {
    const here = source.next();
    if (here.done === true || lineOf(table, here.value) !== lineOf(table, there)) {
      throw new Error(`row ${count + 1} of ${table.name} did not arrive as it was`);
    }
    hash.update(lineOf(table, there));
    count += 1;
  }
  if (source.next().done !== true) throw new Error(`rows of ${table.name} did not arrive`);
  return `${table.name}: ${count} rows, the same there, sha256 ${hash.digest('hex').slice(0, 16)}`;
}

function lineOf({ columns }: KeptTable, row: KeptRow): string {
  const shown = columns.map((column) => {
    const value = row[column];
    return value instanceof Uint8Array ? { bytes: Buffer.from(value).toString('base64') } : value;
  });
  return `${JSON.stringify(shown)}\n`;
}

function sizeOf(row: KeptRow): number {
  return Object.values(row).reduce<number>(
    (sum, value) => sum + (typeof value === 'number' || value === null ? 8 : value.length),
    0,
  );
}

function putAside(dataDir: string, name: string): string {
  for (const ending of ['', '-wal', '-shm']) {
    const present = join(dataDir, `tavolo.db${ending}`);
    if (existsSync(present)) renameSync(present, join(dataDir, `${name}${ending}`));
  }
  return join(dataDir, name);
}
