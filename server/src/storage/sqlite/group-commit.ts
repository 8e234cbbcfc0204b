/**
 * Many callers, one fsync. The writes of a group run in one transaction, each under a
 * savepoint, so that a refused one leaves the others alone; then one commit; only then the
 * reads, which therefore never see what the disk has not taken.
 */

import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Call } from '../calls.ts';
import { StorageMisuse } from '../errors.ts';
import { WRITES } from '../writes.ts';
import { sqliteCode } from './connection.ts';
import { failureOf } from './failure.ts';
import type { Outcome, SyncStore } from './operations.ts';

export interface GroupResult {
  /** In the order of the calls. */
  readonly outcomes: readonly Outcome[];
  /** The disk failed under a write: this connection may not be asked to sync again. */
  readonly spoiled: boolean;
}

export function runGroup(
  db: DatabaseSyncInstance,
  store: SyncStore,
  calls: readonly Call[],
): GroupResult {
  const outcomes = new Map<Call, Outcome>();
  const writes = calls.filter(({ name }) => WRITES[name]);
  let spoiled = false;

  if (writes.length > 0) {
    try {
      db.exec('BEGIN IMMEDIATE');
      for (const call of writes) outcomes.set(call, runSaved(db, store, call));
      db.exec('COMMIT');
    } catch (error) {
      // Nothing of this group is on the disk, whatever was answered inside it.
      if (db.isTransaction) db.exec('ROLLBACK');
      spoiled = !isFull(error);
      const failure = failureOf(error);
      for (const call of writes) outcomes.set(call, { ok: false, failure });
    }
  }
  for (const call of calls) {
    if (WRITES[call.name]) continue;
    outcomes.set(call, runRead(store, call));
  }
  return { outcomes: calls.flatMap((call) => outcomes.get(call) ?? []), spoiled };
}

/** Throws what the whole group has to die of: anything but a misuse by this one caller. */
function runSaved(db: DatabaseSyncInstance, store: SyncStore, call: Call): Outcome {
  db.exec('SAVEPOINT one');
  try {
    const value = run(store, call);
    db.exec('RELEASE one');
    return { ok: true, value };
  } catch (error) {
    if (!(error instanceof StorageMisuse)) throw error;
    db.exec('ROLLBACK TO one; RELEASE one');
    return { ok: false, failure: failureOf(error) };
  }
}

function runRead(store: SyncStore, call: Call): Outcome {
  try {
    return { ok: true, value: run(store, call) };
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  }
}

/** The arguments were typed where the call was made; between the threads only the name is left. */
function run(store: SyncStore, { name, args }: Call): unknown {
  return (store[name] as (...args: readonly unknown[]) => unknown)(...args);
}

/** SQLITE_FULL: the write was refused before any sync, and SQLite took it back cleanly. */
function isFull(error: unknown): boolean {
  return sqliteCode(error) === 13;
}
