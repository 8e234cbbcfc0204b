/** The SQL of texts, on an open connection. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { BrokenText, StorageMisuse } from '../errors.ts';
import { numberBefore, sha256, type TextRow, textRowOf, textUpdatesOf } from '../text-row.ts';
import type {
  TextAuthor,
  TextGuard,
  TextKey,
  TextStorage,
  TextVersion,
  TextVersionLine,
} from '../text-storage.ts';
import { isDamage } from './connection.ts';
import type { SyncStore } from './operations.ts';

type Hashed<Thing> = Thing & { readonly sha256: string };

const OF = 'workshop_id = ? AND name = ?';
const LINE = 'number, kind, title AS name, at, seat_id AS seatId, n';

export function textStore(db: DatabaseSyncInstance): Pick<SyncStore, keyof TextStorage> {
  const workshop = db.prepare('SELECT 1 FROM workshop WHERE id = ?');
  /** Kept beside the rows: those missing at the end leave no gap. */
  const last = db.prepare(`SELECT last_n AS n FROM text_end WHERE ${OF}`);
  const advance = db.prepare(`INSERT INTO text_end (workshop_id, name, last_n) VALUES (?, ?, ?)
    ON CONFLICT (workshop_id, name) DO UPDATE SET last_n = excluded.last_n`);
  const insert = db.prepare(`INSERT INTO text_update
    (workshop_id, name, n, seat_id, at, bytes, crc) VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const after = db.prepare(`SELECT n, seat_id AS seatId, at, bytes, crc
    FROM text_update WHERE ${OF} AND n > ? ORDER BY n LIMIT ?`);
  const later = db.prepare('SELECT type FROM decision WHERE workshop_id = ? AND seq > ?');
  const author = db.prepare(`SELECT seat_id AS seatId FROM text_author WHERE ${OF} AND client = ?`);
  const bind = db.prepare(
    'INSERT INTO text_author (workshop_id, name, client, seat_id) VALUES (?, ?, ?, ?)',
  );
  const authors = db.prepare(
    `SELECT client, seat_id AS seatId FROM text_author WHERE ${OF} ORDER BY client`,
  );
  const saveSnapshot = db.prepare(`INSERT INTO text_snapshot
    (workshop_id, name, n, bytes, sha256) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (workshop_id, name) DO UPDATE
    SET n = excluded.n, bytes = excluded.bytes, sha256 = excluded.sha256
    WHERE excluded.n > text_snapshot.n OR text_snapshot.n > coalesce((SELECT last_n FROM text_end
      WHERE workshop_id = excluded.workshop_id AND name = excluded.name), 0)`);
  const snapshot = db.prepare(`SELECT n, bytes, sha256 FROM text_snapshot WHERE ${OF}`);
  const lastVersion = db.prepare(
    // SQLite takes `n` from the row that has the maximum.
    `SELECT coalesce(max(number), 0) AS number, n FROM text_version WHERE ${OF}`,
  );
  const saveVersion = db.prepare(`INSERT INTO text_version
    (workshop_id, name, number, kind, title, at, seat_id, n, bytes, sha256)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const versions = db.prepare(`SELECT ${LINE} FROM text_version WHERE ${OF} ORDER BY number DESC`);
  const version = db.prepare(
    `SELECT ${LINE}, bytes, sha256 FROM text_version WHERE ${OF} AND number = ?`,
  );

  function known({ workshopId }: TextKey): void {
    if (workshop.get(workshopId) === undefined) {
      throw new StorageMisuse('unknown workshop', workshopId);
    }
  }

  function lastOf({ workshopId, name }: TextKey): number {
    const row = last.get(workshopId, name) as { n: number } | undefined;
    return row?.n ?? 0;
  }

  function rightsHaveChanged(key: TextKey, { seq, types }: TextGuard): boolean {
    const since = later.all(key.workshopId, seq) as { type: TextGuard['types'][number] }[];
    return since.some(({ type }) => types.includes(type));
  }

  function isTaken({ workshopId, name }: TextKey, { client, seatId }: TextAuthor): boolean {
    const row = author.get(workshopId, name, client) as { seatId: string } | undefined;
    return row !== undefined && row.seatId !== seatId;
  }

  function readable(key: TextKey, afterN: number, limit: number): TextRow[] {
    try {
      return after.all(key.workshopId, key.name, afterN, limit) as unknown as TextRow[];
    } catch (error) {
      throw isDamage(error) ? new BrokenText(key, afterN + 1, 'unreadable') : error;
    }
  }

  return {
    appendText(key, updates, fresh, guard) {
      known(key);
      const { workshopId, name } = key;
      const present = lastOf(key);
      if (numberBefore(updates) !== present) return { ok: false, why: 'behind' };
      if (guard !== null && rightsHaveChanged(key, guard)) return { ok: false, why: 'rights' };
      if (fresh.some((each) => isTaken(key, each))) return { ok: false, why: 'behind' };
      for (const { client, seatId } of fresh) {
        if (author.get(workshopId, name, client) === undefined) {
          bind.run(workshopId, name, client, seatId);
        }
      }
      for (const update of updates) {
        const { n, seatId, at, bytes, crc } = textRowOf(key, update);
        insert.run(workshopId, name, n, seatId, at, bytes, crc);
      }
      advance.run(workshopId, name, present + updates.length);
      return { ok: true };
    },
    readText(key, afterN, limit) {
      known(key);
      const rows = readable(key, afterN, limit);
      const read = textUpdatesOf(key, afterN, rows);
      const end = afterN + rows.length;
      if (rows.length < limit && end < lastOf(key)) throw new BrokenText(key, end + 1, 'gap');
      return read;
    },
    textAuthors: ({ workshopId, name }) =>
      (authors.all(workshopId, name) as unknown as TextAuthor[]).map((row) => ({ ...row })),

    saveTextSnapshot(key, { n, bytes }) {
      known(key);
      saveSnapshot.run(key.workshopId, key.name, n, bytes, sha256(bytes));
    },
    findTextSnapshot({ workshopId, name }) {
      const row = snapshot.get(workshopId, name) as
        | Hashed<{ n: number; bytes: Uint8Array }>
        | undefined;
      if (row === undefined || sha256(row.bytes) !== row.sha256) return null;
      return { n: row.n, bytes: Uint8Array.from(row.bytes) };
    },

    saveTextVersion(key, { kind, name: title, at, seatId, n, bytes }) {
      known(key);
      const { workshopId, name } = key;
      const newest = lastVersion.get(workshopId, name) as { number: number; n: number };
      if (kind === 'phase' && newest.number > 0 && newest.n === n) return newest.number;
      const number = newest.number + 1;
      saveVersion.run(workshopId, name, number, kind, title, at, seatId, n, bytes, sha256(bytes));
      return number;
    },
    textVersions: ({ workshopId, name }) =>
      (versions.all(workshopId, name) as unknown as TextVersionLine[]).map((row) => ({ ...row })),
    findTextVersion(key, number) {
      const row = version.get(key.workshopId, key.name, number) as unknown as
        | Hashed<TextVersion>
        | undefined;
      if (row === undefined) return null;
      const { sha256: hash, ...found } = row;
      if (sha256(found.bytes) !== hash) throw new BrokenText(key, number, 'version');
      return { ...found, bytes: Uint8Array.from(found.bytes) };
    },
  };
}
