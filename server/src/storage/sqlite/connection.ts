/**
 * Opens the database file so that a commit means the disk. Every property that durability
 * or privacy rests on is set and read back at every open: a pragma that is silently
 * ignored would otherwise be found out by a power cut.
 */
import { chmodSync, closeSync, fsyncSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { DataFolderError, type DataFolderProblem } from '../../data-folder.ts';
import { migrate } from './migrations.ts';
import { hasKnownForm } from './schema.ts';

/** How long an open waits for the program before it to let go of the file, as in a restart. */
const HANDOVER_MS = 1_000;

/** Name, what is set, what must be read back. */
const PRAGMAS = [
  // Held from the first read on, by the kernel, for this process: see decision 0003.
  ['locking_mode', 'EXCLUSIVE', 'exclusive'],
  ['journal_mode', 'WAL', 'wal'],
  // FULL: each commit is fsynced before it returns.
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  // What is erased is overwritten, not just unlinked.
  ['secure_delete', 'ON', 1],
  ['trusted_schema', 'OFF', 0],
  ['busy_timeout', '5000', 5_000],
] as const;

/** Throws a DataFolderError where the file is in use, newer than the program, or not ours; without `mayCreate` also an error where there is none. */
export function openDatabase(file: string, mayCreate = true): DatabaseSyncInstance {
  touch(file, mayCreate);
  const db = new DatabaseSync(file);
  try {
    db.exec(`PRAGMA busy_timeout = ${HANDOVER_MS}`);
    for (const [name, set, expected] of PRAGMAS) {
      db.exec(`PRAGMA ${name} = ${set}`);
      const row = db.prepare(`PRAGMA ${name}`).get() as Record<string, unknown>;
      const found = Object.values(row)[0];
      if (found !== expected) throw new Error(`SQLite keeps ${name} at ${String(found)}.`);
    }
    const migrated = migrate(db);
    if (!migrated.ok) throw new DataFolderError(migrated.problem, dirname(file));
    if (!hasKnownForm(db)) throw new DataFolderError('damaged', dirname(file));
    // What an earlier process wrote but never synced is in the kernel's memory and would be
    // read as if it were safe. Copying the WAL into the file and syncing that makes it so.
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    // A burst leaves a large WAL; it is cut back at the next checkpoint.
    db.exec('PRAGMA journal_size_limit = 67108864');
    return db;
  } catch (error) {
    db.close();
    if (error instanceof DataFolderError) throw error;
    const problem = isDamage(error) && sqliteCode(error) === null ? 'damaged' : problemOf(error);
    throw problem === null ? error : new DataFolderError(problem, dirname(file), error);
  }
}

/** The primary code is the low byte: extended codes refine it. */
export function sqliteCode(error: unknown): number | null {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : null;
  return typeof code === 'number' ? code & 0xff : null;
}

/** SQLITE_CORRUPT or SQLITE_NOTADB: what the file holds is not what was written. The library gives no code where it happens between two rows. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  if (code !== null) return code === 11 || code === 26;
  return error instanceof Error && /malformed|not a database/.test(error.message);
}

function problemOf(error: unknown): DataFolderProblem | null {
  switch (sqliteCode(error)) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return 'in use';
    case 8: // SQLITE_READONLY
    case 14: // SQLITE_CANTOPEN
      return 'read-only';
    case 13: // SQLITE_FULL
      return 'full';
    case 11: // SQLITE_CORRUPT
      return 'damaged';
    case 26: // SQLITE_NOTADB
      return 'foreign';
    default:
      return null;
  }
}

/** Makes the file for this user alone before SQLite sees it (the WAL takes over its mode), and its name lasting. */
function touch(file: string, mayCreate: boolean): void {
  closeSync(openSync(file, mayCreate ? 'a' : 'r+', 0o600));
  chmodSync(file, 0o600);
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
