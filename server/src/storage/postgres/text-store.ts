/** The SQL of texts. */
import { BrokenText, StorageMisuse } from '../errors.ts';
import { numberBefore, sha256, type TextRow, textRowOf, textUpdatesOf } from '../text-row.ts';
import type {
  TextAuthor,
  TextKey,
  TextStorage,
  TextVersion,
  TextVersionLine,
} from '../text-storage.ts';
import { isDamage } from './failure.ts';
import type { SqlStore } from './operations.ts';
import { first, type Sql } from './sql.ts';
import { knowWorkshop, lockWorkshop, rightsHaveChanged } from './workshop-lock.ts';

type Hashed<Thing> = Thing & { readonly sha256: string };

const OF = 'workshop_id = $1 AND name = $2';
const LINE = 'number, kind, title AS name, at, seat_id AS "seatId", n';
const APPEND = `WITH advanced AS (
    INSERT INTO text_end (workshop_id, name, last_n) VALUES ($1, $2, $3)
    ON CONFLICT (workshop_id, name) DO UPDATE SET last_n = excluded.last_n
  ) INSERT INTO text_update (workshop_id, name, n, seat_id, at, bytes, crc)
    SELECT $1, $2, new.* FROM unnest
      ($4::bigint[], $5::text[], $6::bigint[], $7::bytea[], $8::bigint[]) AS new`;

export const textStore: Pick<SqlStore, keyof TextStorage> = {
  async appendText(sql, key, updates, fresh, guard) {
    const { workshopId, name } = key;
    const lastSeq = await lockWorkshop(sql, workshopId);
    const present = await lastOf(sql, key);
    if (numberBefore(updates) !== present) return { ok: false, why: 'behind' };
    if (guard !== null && (await rightsHaveChanged(sql, workshopId, lastSeq, guard))) {
      return { ok: false, why: 'rights' };
    }
    if (await someAreTaken(sql, key, fresh)) return { ok: false, why: 'behind' };
    if (fresh.length > 0) await bind(sql, key, fresh);
    const rows = updates.map((update) => textRowOf(key, update));
    await sql.rows(APPEND, [
      workshopId,
      name,
      present + rows.length,
      rows.map(({ n }) => n),
      rows.map(({ seatId }) => seatId),
      rows.map(({ at }) => at),
      rows.map(({ bytes }) => bytes),
      rows.map(({ crc }) => crc),
    ]);
    return { ok: true };
  },
  async readText(sql, key, afterN, limit) {
    const rows = await readable(sql, key, afterN, limit);
    const [head] = rows;
    if (head === undefined) throw new StorageMisuse('unknown workshop', key.workshopId);
    const kept = rows.filter(({ n }) => n !== null);
    const read = textUpdatesOf(key, afterN, kept);
    const end = afterN + kept.length;
    if (kept.length < limit && end < head.last) throw new BrokenText(key, end + 1, 'gap');
    return read;
  },
  textAuthors: (sql, { workshopId, name }) =>
    sql.rows<TextAuthor>(
      `SELECT client, seat_id AS "seatId" FROM text_author WHERE ${OF} ORDER BY client`,
      [workshopId, name],
    ),

  async saveTextSnapshot(sql, key, { n, bytes }) {
    await knowWorkshop(sql, key.workshopId);
    await sql.rows(
      `INSERT INTO text_snapshot (workshop_id, name, n, bytes, sha256) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (workshop_id, name) DO UPDATE
       SET n = excluded.n, bytes = excluded.bytes, sha256 = excluded.sha256
       WHERE excluded.n > text_snapshot.n OR text_snapshot.n > coalesce((SELECT last_n FROM text_end
         WHERE workshop_id = excluded.workshop_id AND name = excluded.name), 0)`,
      [key.workshopId, key.name, n, bytes, sha256(bytes)],
    );
  },
  async findTextSnapshot(sql, { workshopId, name }) {
    const row = await first<Hashed<{ n: number; bytes: Uint8Array }>>(
      sql,
      `SELECT n, bytes, sha256 FROM text_snapshot WHERE ${OF}`,
      [workshopId, name],
    );
    if (row === null || sha256(row.bytes) !== row.sha256) return null;
    return { n: row.n, bytes: Uint8Array.from(row.bytes) };
  },

  async saveTextVersion(sql, key, { kind, name: title, at, seatId, n, bytes }) {
    const { workshopId, name } = key;
    // So that two programs do not take the same number.
    await lockWorkshop(sql, workshopId);
    const newest = await first<{ number: number; n: number }>(
      sql,
      `SELECT number, n FROM text_version WHERE ${OF} ORDER BY number DESC LIMIT 1`,
      [workshopId, name],
    );
    if (kind === 'phase' && newest?.n === n) return newest.number;
    const [kept] = await sql.rows<{ number: number }>(
      `INSERT INTO text_version
         (workshop_id, name, number, kind, title, at, seat_id, n, bytes, sha256)
       SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9
         FROM text_version WHERE ${OF} RETURNING number`,
      [workshopId, name, kind, title, at, seatId, n, bytes, sha256(bytes)],
    );
    if (kept === undefined) throw new Error('a version was kept without a number');
    return kept.number;
  },
  textVersions: (sql, { workshopId, name }) =>
    sql.rows<TextVersionLine>(`SELECT ${LINE} FROM text_version WHERE ${OF} ORDER BY number DESC`, [
      workshopId,
      name,
    ]),
  async findTextVersion(sql, key, number) {
    const row = await first<Hashed<TextVersion>>(
      sql,
      `SELECT ${LINE}, bytes, sha256 FROM text_version WHERE ${OF} AND number = $3`,
      [key.workshopId, key.name, number],
    );
    if (row === null) return null;
    const { sha256: hash, ...found } = row;
    if (sha256(found.bytes) !== hash) throw new BrokenText(key, number, 'version');
    return { ...found, bytes: Uint8Array.from(found.bytes) };
  },
};

/** Kept beside the rows: those missing at the end leave no gap. */
async function lastOf(sql: Sql, { workshopId, name }: TextKey): Promise<number> {
  const row = await first<{ n: number }>(sql, `SELECT last_n AS n FROM text_end WHERE ${OF}`, [
    workshopId,
    name,
  ]);
  return row?.n ?? 0;
}

/** One statement, so that the end and the rows are of the same moment. A text without rows after this number stands there alone. */
async function readable(sql: Sql, key: TextKey, afterN: number, limit: number) {
  try {
    return await sql.rows<TextRow & { last: number; n: number | null }>(
      `SELECT coalesce(e.last_n, 0) AS last, u.n, u.seat_id AS "seatId", u.at, u.bytes, u.crc
       FROM workshop w
       LEFT JOIN text_end e ON e.workshop_id = w.id AND e.name = $2
       LEFT JOIN LATERAL (SELECT * FROM text_update
         WHERE workshop_id = w.id AND name = $2 AND n > $3 ORDER BY n LIMIT $4) u ON true
       WHERE w.id = $1 ORDER BY u.n`,
      [key.workshopId, key.name, afterN, limit],
    );
  } catch (error) {
    throw isDamage(error) ? new BrokenText(key, afterN + 1, 'unreadable') : error;
  }
}

async function someAreTaken(
  sql: Sql,
  { workshopId, name }: TextKey,
  fresh: readonly TextAuthor[],
): Promise<boolean> {
  if (fresh.length === 0) return false;
  const owned = await sql.rows<TextAuthor>(
    `SELECT client, seat_id AS "seatId" FROM text_author WHERE ${OF} AND client = ANY ($3)`,
    [workshopId, name, fresh.map(({ client }) => client)],
  );
  const owners = new Map(owned.map(({ client, seatId }) => [client, seatId]));
  return fresh.some(({ client, seatId }) => (owners.get(client) ?? seatId) !== seatId);
}

async function bind(
  sql: Sql,
  { workshopId, name }: TextKey,
  fresh: readonly TextAuthor[],
): Promise<void> {
  await sql.rows(
    `INSERT INTO text_author (workshop_id, name, client, seat_id)
     SELECT $1, $2, new.* FROM unnest($3::bigint[], $4::text[]) AS new
     ON CONFLICT (workshop_id, name, client) DO NOTHING`,
    [workshopId, name, fresh.map(({ client }) => client), fresh.map(({ seatId }) => seatId)],
  );
}
