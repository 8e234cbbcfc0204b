/** The SQL of snapshots, on an open connection. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { WorkshopId } from '@tavolo/model';
import { StorageMisuse } from '../errors.ts';
import type { SnapshotHead, SnapshotStorage } from '../snapshot-storage.ts';
import { isDamage } from './connection.ts';
import type { SyncStore } from './operations.ts';

/** A cache on a damaged page is none. */
function cached<Found>(none: Found, look: () => Found): Found {
  try {
    return look();
  } catch (error) {
    if (isDamage(error)) return none;
    throw error;
  }
}

const RANGE = 'workshop_id = ? AND seq BETWEEN ? AND ?';

export function snapshotStore(db: DatabaseSyncInstance): Pick<SyncStore, keyof SnapshotStorage> {
  const workshop = db.prepare('SELECT 1 FROM workshop WHERE id = ?');
  const save = db.prepare(`INSERT OR REPLACE INTO snapshot_part
    (workshop_id, seq, part, bytes) VALUES (?, ?, ?, ?)`);
  const seal = db.prepare(`INSERT OR IGNORE INTO snapshot
    (workshop_id, seq, version, parts, sha256) VALUES (?, ?, ?, ?, ?)`);
  const heads = db.prepare(`SELECT seq, version, parts, sha256 FROM snapshot
    WHERE workshop_id = ? ORDER BY seq DESC`);
  const read = db.prepare(
    'SELECT bytes FROM snapshot_part WHERE workshop_id = ? AND seq = ? AND part = ?',
  );
  const dropHeads = db.prepare(`DELETE FROM snapshot WHERE ${RANGE}`);
  const dropPart = db.prepare(`DELETE FROM snapshot_part WHERE rowid =
    (SELECT rowid FROM snapshot_part WHERE ${RANGE} LIMIT 1)`);

  function known(id: WorkshopId): void {
    if (workshop.get(id) === undefined) throw new StorageMisuse('unknown workshop', id);
  }

  return {
    saveSnapshotPart(id, seq, part, bytes) {
      known(id);
      save.run(id, seq, part, bytes);
    },
    sealSnapshot(id, { seq, version, parts, sha256 }) {
      known(id);
      seal.run(id, seq, version, parts, sha256);
    },
    snapshotHeads: (id) => {
      known(id);
      return cached([], () =>
        (heads.all(id) as unknown as SnapshotHead[]).map((row) => ({ ...row })),
      );
    },
    readSnapshotPart(id, seq, part) {
      known(id);
      return cached(null, () => {
        const row = read.get(id, seq, part) as { bytes: Uint8Array } | undefined;
        return row === undefined ? null : Uint8Array.from(row.bytes);
      });
    },
    dropSnapshotPart(id, from, to) {
      known(id);
      dropHeads.run(id, from, to);
      return dropPart.run(id, from, to).changes > 0;
    },
  };
}
