/**
 * The real store without its thread: the same SQL, group commit and errors, on a file that is
 * opened in this process, because hundreds of damaged files are opened one after the other.
 * `trusts` leaves out the checksums of one kind: the controls.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { WorkshopId } from '@tavolo/model';
import { ballotStore } from '@tavolo/server/storage/sqlite/ballot-store';
import { openDatabase } from '@tavolo/server/storage/sqlite/connection';
import { errorOf } from '@tavolo/server/storage/sqlite/failure';
import { runGroup } from '@tavolo/server/storage/sqlite/group-commit';
import { logStore } from '@tavolo/server/storage/sqlite/log-store';
import type { SyncStore } from '@tavolo/server/storage/sqlite/operations';
import { sessionStore } from '@tavolo/server/storage/sqlite/session-store';
import { snapshotStore } from '@tavolo/server/storage/sqlite/snapshot-store';
import { textStore } from '@tavolo/server/storage/sqlite/text-store';
import type { Decision, Storage } from '@tavolo/server/storage/storage';
import type { TextUpdate } from '@tavolo/server/storage/text-storage';
import { type Operation, WRITES } from '@tavolo/server/storage/writes';
import { SNAPSHOT_VERSION } from '@tavolo/server/workshop/snapshot';

/** What is believed without a checksum. */
export type Trusted = 'nothing' | 'rows' | 'snapshots';

export function openFileStore(folder: string, trusts: Trusted): Storage {
  const db = openDatabase(join(folder, 'tavolo.db'), false);
  const sound = {
    ...logStore(db),
    ...snapshotStore(db),
    ...textStore(db),
    ...sessionStore(db),
    ...ballotStore(db),
  };
  const store: SyncStore = { ...sound, ...trustful() };

  function trustful(): Partial<SyncStore> {
    switch (trusts) {
      case 'nothing':
        return {};
      case 'rows':
        return { read: uncheckedRows, readText: uncheckedTexts, snapshotHeads: () => [] };
      case 'snapshots':
        return { snapshotHeads: uncheckedHeads };
    }
  }

  function uncheckedRows(id: WorkshopId, afterSeq: number, limit: number): readonly Decision[] {
    const rows = db
      .prepare('SELECT * FROM decision WHERE workshop_id = ? AND seq > ? ORDER BY seq LIMIT ?')
      .all(id, afterSeq, limit) as Record<string, unknown>[];
    return rows.map(({ seq, seat_id: seatId, cmd_id: cmdId, type, at, body }) => {
      const { events, in: feeds } = JSON.parse(String(body)) as Pick<Decision, 'events' | 'in'>;
      return { seq, seatId, cmdId, type, at, events, in: feeds } as Decision;
    });
  }

  function uncheckedTexts(
    ...[{ workshopId, name }, afterN, limit]: Parameters<Storage['readText']>
  ): readonly TextUpdate[] {
    return db
      .prepare(`SELECT n, seat_id AS seatId, at, bytes FROM text_update
        WHERE workshop_id = ? AND name = ? AND n > ? ORDER BY n LIMIT ?`)
      .all(workshopId, name, afterN, limit) as unknown as TextUpdate[];
  }

  /** Whatever is there is what was written. */
  function uncheckedHeads(id: WorkshopId) {
    return sound.snapshotHeads(id).map((head) => {
      const hash = createHash('sha256');
      let parts = 0;
      for (; ; parts += 1) {
        const bytes = sound.readSnapshotPart(id, head.seq, parts);
        if (bytes === null) break;
        hash.update(bytes);
      }
      return { ...head, version: SNAPSHOT_VERSION, parts, sha256: hash.digest('hex') };
    });
  }

  const ask =
    (name: Operation) =>
    async (...args: readonly unknown[]): Promise<unknown> => {
      const [outcome] = runGroup(db, store, [{ name, args }]).outcomes;
      if (outcome === undefined) throw new Error('no outcome');
      if (outcome.ok) return outcome.value;
      throw errorOf(outcome.failure);
    };
  const calls = (Object.keys(WRITES) as Operation[]).map((name) => [name, ask(name)] as const);
  const close = async (): Promise<void> => db.close();
  // Each call answers as the store's call of its name.
  return { ...Object.fromEntries(calls), close } as unknown as Storage;
}
