/**
 * One writer for each workshop at a time, over all programs: whoever looks at a workshop before
 * writing holds its row until the commit. So rights, ballots and numbers that were looked at
 * are those that are written upon. Taken exclusively from the start: a lock that is shared
 * first and raised later would have two writers wait for each other.
 */
import type { WorkshopId } from '@tavolo/model';
import { BrokenLog, StorageMisuse } from '../errors.ts';
import type { TextGuard } from '../text-storage.ts';
import { isDamage } from './failure.ts';
import { first, type Sql } from './sql.ts';

/** The number of the last decision, kept beside the log: rows missing at its end leave no gap. */
export async function lockWorkshop(sql: Sql, id: WorkshopId): Promise<number> {
  const row = await readable(id, 0, () =>
    first<{ seq: number }>(
      sql,
      'SELECT last_seq AS seq FROM workshop WHERE id = $1 FOR NO KEY UPDATE',
      [id],
    ),
  );
  if (row === null) throw new StorageMisuse('unknown workshop', id);
  return row.seq;
}

/** On a locked workshop: has anything changed the rights that were looked at? A statement of its own, so that it sees what came before the lock. */
export async function rightsHaveChanged(
  sql: Sql,
  id: WorkshopId,
  last: number,
  { seq, types }: TextGuard,
): Promise<boolean> {
  if (last <= seq) return false;
  const later = await first(
    sql,
    'SELECT 1 FROM decision WHERE workshop_id = $1 AND seq > $2 AND type = ANY ($3) LIMIT 1',
    [id, seq, types],
  );
  return later !== null;
}

export async function knowWorkshop(sql: Sql, id: WorkshopId): Promise<void> {
  const row = await first(sql, 'SELECT 1 FROM workshop WHERE id = $1', [id]);
  if (row === null) throw new StorageMisuse('unknown workshop', id);
}

/** A damaged page is a broken log, not a disk that might work a moment later. */
export async function readable<Row>(
  id: WorkshopId,
  afterSeq: number,
  read: () => Promise<Row>,
): Promise<Row> {
  try {
    return await read();
  } catch (error) {
    throw isDamage(error) ? new BrokenLog(id, afterSeq + 1, 'unreadable') : error;
  }
}
