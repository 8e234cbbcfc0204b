/** The SQL of workshops and their logs. */
import type { WorkshopId } from '@tavolo/model';
import { BrokenLog, StorageMisuse } from '../errors.ts';
import type { WorkshopHead } from '../heads.ts';
import { decisionsOf, type Row, rowOf, seqBefore } from '../row.ts';
import type { Decision, WorkshopRecord } from '../storage.ts';
import { boxesAreAsCounted, destroyBox } from './ballot-store.ts';
import { brokenConstraint } from './failure.ts';
import type { SqlStore } from './operations.ts';
import { first, type Sql } from './sql.ts';
import { lockWorkshop, readable } from './workshop-lock.ts';

type LogCalls =
  | 'createWorkshop'
  | 'findWorkshop'
  | 'setJoinCode'
  | 'findWorkshopByCode'
  | 'findDemonstration'
  | 'dueMoves'
  | 'heads'
  | 'append'
  | 'read';

/** The columns of a WorkshopRecord. */
export const RECORD = 'id, join_code AS "joinCode", demonstration, restore, due_at AS "dueAt"';
const WORKSHOP = `SELECT ${RECORD} FROM workshop`;
const DUE = 'SELECT id AS "workshopId", due_at AS "dueAt" FROM workshop';
const HEADS = `SELECT id, join_code AS "joinCode", restore, due_at AS "dueAt", last_seq AS seq,
   (SELECT coalesce(json_agg(json_build_object('name', name, 'n', last_n) ORDER BY name), '[]')
    FROM text_end WHERE workshop_id = workshop.id) AS texts
  FROM workshop WHERE id = ANY ($1)`;
/** Goes with the number: no row is written where another has been faster. */
const APPEND = `WITH advanced AS (
    UPDATE workshop SET last_seq = $2 + cardinality($4::bigint[]), due_at = $3
    WHERE id = $1 AND last_seq = $2 RETURNING id
  ), written AS (
    INSERT INTO decision (workshop_id, seq, cmd_id, seat_id, type, at, body, crc)
    SELECT advanced.id, new.* FROM advanced, unnest
      ($4::bigint[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::text[], $10::bigint[])
      AS new
  ) SELECT id FROM advanced`;

export const logStore: Pick<SqlStore, LogCalls> = {
  async createWorkshop(sql, workshop, decisions, recoveryHash) {
    const { id, joinCode, demonstration, restore, dueAt } = workshop;
    if ((await byId(sql, id)) !== null) throw new StorageMisuse('workshop exists', id);
    if (seqBefore(decisions) !== 0) throw new StorageMisuse('not consecutive', 'not from 1');
    const made = await first(
      sql,
      `INSERT INTO workshop
         (id, join_code, demonstration, restore, due_at, recovery_hash, last_seq)
       VALUES ($1, $2, $3, $4, $5, $6, 0) ON CONFLICT DO NOTHING RETURNING id`,
      [id, joinCode, demonstration, restore, dueAt, recoveryHash],
    );
    if (made === null) return false;
    await push(sql, id, decisions, dueAt);
    return true;
  },
  findWorkshop: byId,
  async setJoinCode(sql, id, joinCode) {
    await lockWorkshop(sql, id);
    if ((await byCode(sql, joinCode)) !== null) return false;
    await sql.rows('UPDATE workshop SET join_code = $1 WHERE id = $2', [joinCode, id]);
    return true;
  },
  findWorkshopByCode: byCode,
  findDemonstration: (sql) =>
    first<WorkshopRecord>(sql, `${WORKSHOP} WHERE demonstration ORDER BY ordinal LIMIT 1`, []),
  dueMoves: (sql, before) =>
    sql.rows(
      `(${DUE} WHERE due_at <= $1)
       UNION ALL (${DUE} WHERE due_at > $1 ORDER BY due_at LIMIT 1) ORDER BY 2`,
      [before],
    ),

  heads: (sql, ids) => sql.rows<WorkshopHead>(HEADS, [ids.filter((id) => !cannotBe(id))]),

  async append(sql, id, decisions, dueAt, closing = []) {
    const before = seqBefore(decisions);
    if (closing.length > 0) {
      const seq = await lockWorkshop(sql, id);
      if (before !== seq || !(await boxesAreAsCounted(sql, id, closing))) return { ok: false, seq };
      for (const box of closing) await destroyBox(sql, id, box);
    }
    if (await push(sql, id, decisions, dueAt)) return { ok: true };
    return { ok: false, seq: await lockWorkshop(sql, id) };
  },
  async read(sql, id, afterSeq, limit) {
    const rows = await readable(id, afterSeq, () =>
      sql.rows<Row & { last: number; seq: number | null }>(
        `SELECT w.last_seq AS last, d.seq, d.seat_id AS "seatId", d.cmd_id AS "cmdId",
           d.type, d.at, d.body, d.crc
         FROM workshop w LEFT JOIN LATERAL (SELECT * FROM decision
           WHERE workshop_id = w.id AND seq > $2 ORDER BY seq LIMIT $3) d ON true
         WHERE w.id = $1 ORDER BY d.seq`,
        [id, afterSeq, limit],
      ),
    );
    const [head] = rows;
    if (head === undefined) throw new StorageMisuse('unknown workshop', id);
    // A workshop without rows after this number stands there alone.
    const kept = rows.filter(({ seq }) => seq !== null);
    const read = decisionsOf(id, afterSeq, kept);
    const end = afterSeq + kept.length;
    if (kept.length < limit && end < head.last) throw new BrokenLog(id, end + 1, 'gap');
    return read;
  },
};

/** False where the log does not end before the first of them. */
async function push(
  sql: Sql,
  id: WorkshopId,
  decisions: readonly Decision[],
  dueAt: number | null,
): Promise<boolean> {
  const before = seqBefore(decisions);
  const rows = decisions.map((decision) => rowOf(id, decision));
  try {
    const written = await first(sql, APPEND, [
      id,
      before,
      dueAt,
      rows.map(({ seq }) => seq),
      rows.map(({ cmdId }) => cmdId),
      rows.map(({ seatId }) => seatId),
      rows.map(({ type }) => type),
      rows.map(({ at }) => at),
      rows.map(({ body }) => body),
      rows.map(({ crc }) => crc),
    ]);
    return written !== null;
  } catch (error) {
    if (brokenConstraint(error) !== 'decision_command') throw error;
    throw new StorageMisuse('repeated command', `one of ${rows.map(({ cmdId }) => cmdId)}`);
  }
}

async function byId(sql: Sql, id: WorkshopId): Promise<WorkshopRecord | null> {
  if (cannotBe(id)) return null;
  return readable(id, 0, () => first<WorkshopRecord>(sql, `${WORKSHOP} WHERE id = $1`, [id]));
}

async function byCode(sql: Sql, joinCode: string): Promise<WorkshopRecord | null> {
  if (cannotBe(joinCode)) return null;
  return first<WorkshopRecord>(sql, `${WORKSHOP} WHERE join_code = $1`, [joinCode]);
}

/** PostgreSQL keeps no text with a NUL in it, and would call the question an error. */
function cannotBe(asked: string): boolean {
  return asked.includes('\0');
}
