/** The SQL of workshops and their logs, on an open connection. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { WorkshopId } from '@tavolo/model';
import { BrokenLog, StorageMisuse } from '../errors.ts';
import type { TextHead, WorkshopHead } from '../heads.ts';
import { decisionsOf, type Row, rowOf, seqBefore } from '../row.ts';
import type { Decision, WorkshopRecord } from '../storage.ts';
import { boxCloser } from './ballot-store.ts';
import { isDamage, sqliteCode } from './connection.ts';
import type { SyncStore } from './operations.ts';

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

interface WorkshopRow {
  readonly id: WorkshopId;
  readonly joinCode: string;
  readonly demonstration: number;
  readonly restore: number;
  readonly dueAt: number | null;
}

const WORKSHOP = `SELECT id, join_code AS joinCode, demonstration, restore, due_at AS dueAt
  FROM workshop`;
const DUE = 'SELECT id AS workshopId, due_at AS dueAt FROM workshop';

export function logStore(db: DatabaseSyncInstance): Pick<SyncStore, LogCalls> {
  const boxes = boxCloser(db);
  const byId = db.prepare(`${WORKSHOP} WHERE id = ?`);
  const byCode = db.prepare(`${WORKSHOP} WHERE join_code = ?`);
  const demonstration = db.prepare(`${WORKSHOP} WHERE demonstration = 1 ORDER BY rowid LIMIT 1`);
  const open = db.prepare(`INSERT INTO workshop
    (id, join_code, demonstration, restore, due_at, recovery_hash, last_seq)
    VALUES (?, ?, ?, ?, ?, ?, ?)`);
  const due = db.prepare(`${DUE} WHERE due_at <= ? ORDER BY due_at`);
  const nextDue = db.prepare(`${DUE} WHERE due_at > ? ORDER BY due_at LIMIT 1`);
  const advance = db.prepare('UPDATE workshop SET due_at = ?, last_seq = ? WHERE id = ?');
  const recode = db.prepare('UPDATE workshop SET join_code = ? WHERE id = ?');
  const lastSeq = db.prepare('SELECT last_seq AS seq FROM workshop WHERE id = ?');
  const head = db.prepare(`SELECT id, join_code AS joinCode, restore, due_at AS dueAt,
    last_seq AS seq FROM workshop WHERE id = ?`);
  const textHeads = db.prepare(
    'SELECT name, last_n AS n FROM text_end WHERE workshop_id = ? ORDER BY name',
  );
  const insert = db.prepare(`INSERT INTO decision
    (workshop_id, seq, seat_id, cmd_id, type, at, body, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const after = db.prepare(`SELECT seq, seat_id AS seatId, cmd_id AS cmdId, type, at, body, crc
    FROM decision WHERE workshop_id = ? AND seq > ? ORDER BY seq LIMIT ?`);

  function push(id: WorkshopId, decisions: readonly Decision[]): void {
    for (const decision of decisions) {
      const { seq, seatId, cmdId, type, at, body, crc } = rowOf(id, decision);
      try {
        insert.run(id, seq, seatId, cmdId, type, at, body, crc);
      } catch (error) {
        throw isConstraint(error) ? new StorageMisuse('repeated command', cmdId ?? '') : error;
      }
    }
  }

  /** The number of the last decision, kept beside the log: rows missing at its end leave no gap. */
  function lastOf(id: WorkshopId): number {
    const row = readable(id, 0, () => lastSeq.get(id)) as { seq: number } | undefined;
    if (row === undefined) throw new StorageMisuse('unknown workshop', id);
    return row.seq;
  }

  return {
    createWorkshop(workshop, decisions, recoveryHash) {
      const { id, joinCode, restore, dueAt } = workshop;
      if (byId.get(id) !== undefined) throw new StorageMisuse('workshop exists', id);
      if (byCode.get(joinCode) !== undefined) return false;
      if (seqBefore(decisions) !== 0) throw new StorageMisuse('not consecutive', 'not from 1');
      const demo = workshop.demonstration ? 1 : 0;
      open.run(id, joinCode, demo, restore, dueAt, recoveryHash, decisions.length);
      push(id, decisions);
      return true;
    },
    findWorkshop: (id) => recordOf(readable(id, 0, () => byId.get(id))),
    setJoinCode(id, joinCode) {
      lastOf(id);
      if (byCode.get(joinCode) !== undefined) return false;
      recode.run(joinCode, id);
      return true;
    },
    findWorkshopByCode: (joinCode) => recordOf(byCode.get(joinCode)),
    findDemonstration: () => recordOf(demonstration.get()),
    dueMoves: (before) =>
      [...due.all(before), ...nextDue.all(before)] as {
        workshopId: WorkshopId;
        dueAt: number;
      }[],

    heads: (ids) =>
      ids.flatMap((id) => {
        const row = head.get(id) as Omit<WorkshopHead, 'texts'> | undefined;
        if (row === undefined) return [];
        return [{ ...row, texts: textHeads.all(id) as unknown as TextHead[] }];
      }),

    append(id, decisions, dueAt, closing = []) {
      const seq = lastOf(id);
      if (seqBefore(decisions) !== seq) return { ok: false, seq };
      if (!closing.every((box) => boxes.isAsCounted(id, box))) return { ok: false, seq };
      for (const box of closing) boxes.destroy(id, box);
      push(id, decisions);
      advance.run(dueAt, seq + decisions.length, id);
      return { ok: true };
    },
    read(id, afterSeq, limit) {
      const last = lastOf(id);
      const rows = readable(id, afterSeq, () => after.all(id, afterSeq, limit)) as Row[];
      const read = decisionsOf(id, afterSeq, rows);
      const end = afterSeq + rows.length;
      if (rows.length < limit && end < last) throw new BrokenLog(id, end + 1, 'gap');
      return read;
    },
  };
}

/** A damaged page is a broken log, not a disk that might work a moment later. */
function readable(id: WorkshopId, afterSeq: number, read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    throw isDamage(error) ? new BrokenLog(id, afterSeq + 1, 'unreadable') : error;
  }
}

function recordOf(row: unknown): WorkshopRecord | null {
  if (row === undefined) return null;
  const { id, joinCode, demonstration, restore, dueAt } = row as WorkshopRow;
  return { id, joinCode, demonstration: demonstration === 1, restore, dueAt };
}

/** SQLITE_CONSTRAINT. The number was looked at before, so it can only be the command. */
function isConstraint(error: unknown): boolean {
  return sqliteCode(error) === 19;
}
