/** The SQL of snapshots. */
import type { SnapshotHead, SnapshotStorage } from '../snapshot-storage.ts';
import { isDamage } from './failure.ts';
import type { SqlStore } from './operations.ts';
import { first } from './sql.ts';
import { knowWorkshop } from './workshop-lock.ts';

/** A cache on a damaged page is none. */
async function cached<Found>(none: Found, look: () => Promise<Found>): Promise<Found> {
  try {
    return await look();
  } catch (error) {
    if (isDamage(error)) return none;
    throw error;
  }
}

const RANGE = 'workshop_id = $1 AND seq BETWEEN $2 AND $3';

export const snapshotStore: Pick<SqlStore, keyof SnapshotStorage> = {
  async saveSnapshotPart(sql, id, seq, part, bytes) {
    await knowWorkshop(sql, id);
    await sql.rows(
      `INSERT INTO snapshot_part (workshop_id, seq, part, bytes) VALUES ($1, $2, $3, $4)
       ON CONFLICT (workshop_id, seq, part) DO UPDATE SET bytes = excluded.bytes`,
      [id, seq, part, bytes],
    );
  },
  async sealSnapshot(sql, id, { seq, version, parts, sha256 }) {
    await knowWorkshop(sql, id);
    await sql.rows(
      `INSERT INTO snapshot (workshop_id, seq, version, parts, sha256) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (workshop_id, seq) DO NOTHING`,
      [id, seq, version, parts, sha256],
    );
  },
  async snapshotHeads(sql, id) {
    await knowWorkshop(sql, id);
    return cached([], () =>
      sql.rows<SnapshotHead>(
        `SELECT seq, version, parts, sha256 FROM snapshot
         WHERE workshop_id = $1 ORDER BY seq DESC`,
        [id],
      ),
    );
  },
  async readSnapshotPart(sql, id, seq, part) {
    await knowWorkshop(sql, id);
    return cached(null, async () => {
      const row = await first<{ bytes: Uint8Array }>(
        sql,
        'SELECT bytes FROM snapshot_part WHERE workshop_id = $1 AND seq = $2 AND part = $3',
        [id, seq, part],
      );
      return row === null ? null : Uint8Array.from(row.bytes);
    });
  },
  async dropSnapshotPart(sql, id, from, to) {
    await knowWorkshop(sql, id);
    await sql.rows(`DELETE FROM snapshot WHERE ${RANGE}`, [id, from, to]);
    const dropped = await sql.rows(
      `DELETE FROM snapshot_part WHERE ctid =
         (SELECT ctid FROM snapshot_part WHERE ${RANGE} LIMIT 1) RETURNING 1`,
      [id, from, to],
    );
    return dropped.length > 0;
  },
};
