/**
 * The upkeep of one data folder. It holds the file for itself alone, so it is refused while
 * a server runs, and a server while it works.
 */
import {
  chmodSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import type { WorkshopId } from '@tavolo/model';
import { DataFolderError } from '../../data-folder.ts';
import type { LogCut, TextCut, Upkeep } from '../upkeep.ts';
import { openDatabase } from './connection.ts';
import { upkeepReports } from './upkeep-reports.ts';
import { upkeepRows } from './upkeep-rows.ts';

/** Throws a DataFolderError where there is nothing, or where a server has it. */
export function openUpkeep(folder: string): Upkeep {
  const file = join(resolve(folder), 'tavolo.db');
  if (!existsSync(file)) throw new DataFolderError('empty', resolve(folder));
  const db = openDatabase(file, false);
  const { logs, texts, decisions } = upkeepReports(db);

  function epochs(): ReadonlyMap<WorkshopId, number> {
    const all = db.prepare('SELECT id, restore FROM workshop').all();
    return new Map(
      (all as { id: WorkshopId; restore: number }[]).map(({ id, restore }) => [id, restore]),
    );
  }

  function epoch(id: WorkshopId): void {
    db.prepare('UPDATE workshop SET restore = restore + 1 WHERE id = ?').run(id);
  }

  function cutLog({ workshopId: id, to, dueAt }: LogCut): void {
    db.prepare('DELETE FROM decision WHERE workshop_id = ? AND seq > ?').run(id, to);
    db.prepare('UPDATE workshop SET last_seq = ?, due_at = ? WHERE id = ?').run(to, dueAt, id);
    for (const table of ['snapshot', 'snapshot_part']) {
      db.prepare(`DELETE FROM ${table} WHERE workshop_id = ? AND seq > ?`).run(id, to);
    }
    epoch(id);
  }

  function cutText({ key: { workshopId, name }, to }: TextCut): void {
    for (const table of ['text_update', 'text_snapshot']) {
      db.prepare(`DELETE FROM ${table} WHERE workshop_id = ? AND name = ? AND n > ?`).run(
        workshopId,
        name,
        to,
      );
    }
    db.prepare('UPDATE text_end SET last_n = ? WHERE workshop_id = ? AND name = ?').run(
      to,
      workshopId,
      name,
    );
    epoch(workshopId);
  }

  return {
    faults: () => {
      const rows = db.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
      return rows.map((row) => row.integrity_check).filter((line) => line !== 'ok');
    },
    logs,
    texts,
    decisions: (id, to) => decisions(id, 0, to),
    copyTo(path) {
      // Opening has copied the WAL into the file, and nobody else writes.
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      copyFileSync(file, path, constants.COPYFILE_EXCL);
      settle(path);
    },
    backUpTo(path) {
      db.prepare('VACUUM INTO ?').run(path);
      settle(path);
    },
    rowsAfter(cut) {
      const rows =
        'key' in cut
          ? db
              .prepare('SELECT * FROM text_update WHERE workshop_id = ? AND name = ? AND n > ?')
              .all(cut.key.workshopId, cut.key.name, cut.to)
          : db
              .prepare('SELECT * FROM decision WHERE workshop_id = ? AND seq > ?')
              .all(cut.workshopId, cut.to);
      return rows as readonly Record<string, unknown>[];
    },
    cut(cut) {
      db.exec('BEGIN IMMEDIATE');
      try {
        if ('key' in cut) cutText(cut);
        else cutLog(cut);
        db.exec('COMMIT');
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    epochs,
    ...upkeepRows(db),
    newEpochs(others) {
      const set = db.prepare('UPDATE workshop SET restore = ? WHERE id = ?');
      for (const [id, restore] of epochs()) set.run(Math.max(restore, others(id)) + 1, id);
    },
    close() {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      db.close();
    },
  };
}

/** For this user alone, and on the disk. */
function settle(path: string): void {
  chmodSync(path, 0o600);
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
