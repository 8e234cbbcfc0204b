/**
 * The same store with one setting changed: SQLite's `synchronous` is NORMAL, as it would be
 * where nobody set it at a second open. A commit then returns before it is on the disk.
 */
import { join } from 'node:path';
import { ballotStore } from '@tavolo/server/storage/sqlite/ballot-store';
import { openDatabase } from '@tavolo/server/storage/sqlite/connection';
import { errorOf } from '@tavolo/server/storage/sqlite/failure';
import { runGroup } from '@tavolo/server/storage/sqlite/group-commit';
import { logStore } from '@tavolo/server/storage/sqlite/log-store';
import { sessionStore } from '@tavolo/server/storage/sqlite/session-store';
import { snapshotStore } from '@tavolo/server/storage/sqlite/snapshot-store';
import { textStore } from '@tavolo/server/storage/sqlite/text-store';
import type { Storage } from '@tavolo/server/storage/storage';
import { type Operation, WRITES } from '@tavolo/server/storage/writes';

export function openNormal(folder: string): Storage {
  const db = openDatabase(join(folder, 'tavolo.db'));
  db.exec('PRAGMA synchronous = NORMAL');
  const store = {
    ...logStore(db),
    ...snapshotStore(db),
    ...textStore(db),
    ...sessionStore(db),
    ...ballotStore(db),
  };
  const call =
    (name: Operation) =>
    async (...args: readonly unknown[]): Promise<unknown> => {
      const [outcome] = runGroup(db, store, [{ name, args }]).outcomes;
      if (outcome === undefined) throw new Error('an answer is missing');
      if (!outcome.ok) throw errorOf(outcome.failure);
      return outcome.value;
    };
  const names = Object.keys(WRITES) as Operation[];
  const calls = Object.fromEntries(names.map((name) => [name, call(name)]));
  // Each call has the name and the arguments of the contract.
  return { ...calls, close: async () => db.close() } as unknown as Storage;
}
