/**
 * What a commit deletes is overwritten in the file, but the WAL keeps the pages as they were
 * before: with them whoever copies the folder has the ballots of a closed round, and their key.
 * So the WAL is emptied after each commit that closes rounds, before anybody is answered.
 */

import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Call } from '../calls.ts';
import { sqliteCode } from './connection.ts';

export interface Wipe {
  /** After a group. False where the disk failed: this connection may not be asked to sync again. */
  after(calls: readonly Call[]): boolean;
}

export function openWipe(db: DatabaseSyncInstance): Wipe {
  let owed = false;
  return {
    after(calls) {
      owed ||= calls.some(closesRounds);
      if (!owed) return true;
      try {
        const row = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
        owed = row.busy !== 0;
        return true;
      } catch (error) {
        // A full disk: the commit stands, and the next group tries again; so does the next start.
        return sqliteCode(error) === 13;
      }
    },
  };
}

/** The fourth argument of `Storage.append`. */
function closesRounds({ name, args }: Call): boolean {
  const closing = name === 'append' ? args[3] : undefined;
  return Array.isArray(closing) && closing.length > 0;
}
