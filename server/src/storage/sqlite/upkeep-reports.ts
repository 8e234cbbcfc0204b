/** Reads every row that is kept and says how far each log is good. Changes nothing. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { WorkshopId } from '@tavolo/model';
import { BrokenLog, BrokenText } from '../errors.ts';
import type { SnapshotHead } from '../snapshot-storage.ts';
import { sha256 } from '../text-row.ts';
import type { TextKey } from '../text-storage.ts';
import type { LogReport, TextReport } from '../upkeep.ts';
import { isDamage } from './connection.ts';
import { logStore } from './log-store.ts';
import { textStore } from './text-store.ts';

const PAGE = 500;

export function upkeepReports(db: DatabaseSyncInstance) {
  const log = logStore(db);
  const text = textStore(db);

  function logs(): readonly LogReport[] {
    const all = db.prepare('SELECT id, last_seq AS last FROM workshop ORDER BY rowid').all();
    return (all as { id: WorkshopId; last: number }[]).flatMap(({ id, last }) => {
      const record = log.findWorkshop(id);
      if (record === null) return [];
      const read = (after: number, limit: number) => log.read(id, after, limit);
      const { end, broken } = followed(BrokenLog, read);
      return [{ record, last, lastGood: end, broken, snapshots: snapshotsOf(id) }];
    });
  }

  function snapshotsOf(id: WorkshopId): LogReport['snapshots'] {
    const heads = db.prepare(
      'SELECT seq, version, parts, sha256 FROM snapshot WHERE workshop_id = ? ORDER BY seq DESC',
    );
    const parts = db.prepare(
      'SELECT bytes FROM snapshot_part WHERE workshop_id = ? AND seq = ? ORDER BY part',
    );
    const rows = heads.all(id) as unknown as SnapshotHead[];
    return rows.map(({ seq, version, parts: count, sha256: expected }) => {
      const isWhole = intact(() => {
        const read = parts.all(id, seq) as { bytes: Uint8Array }[];
        const all = Buffer.concat(read.map(({ bytes }) => bytes));
        return read.length === count && sha256(all) === expected;
      });
      const rest = followed(BrokenLog, (after, limit) => log.read(id, after, limit), seq - 1);
      return { seq, version, isWhole, restIsWhole: rest.broken === null && rest.end >= seq };
    });
  }

  function texts(): readonly TextReport[] {
    const all = db.prepare(`SELECT workshop_id AS workshopId, name, last_n AS last FROM text_end
      ORDER BY workshop_id, name`);
    return (all.all() as unknown as (TextKey & { last: number })[]).map((row) => {
      const key = { workshopId: row.workshopId, name: row.name };
      const { end, broken } = followed(BrokenText, (n, limit) => text.readText(key, n, limit));
      return {
        key,
        last: row.last,
        lastGood: end,
        broken,
        snapshot: snapshotOf(key),
        brokenVersions: brokenVersions(key),
      };
    });
  }

  function snapshotOf(key: TextKey): TextReport['snapshot'] {
    const kept = db
      .prepare('SELECT n FROM text_snapshot WHERE workshop_id = ? AND name = ?')
      .get(key.workshopId, key.name) as { n: number } | undefined;
    if (kept === undefined) return null;
    const isWhole = intact(() => text.findTextSnapshot(key) !== null);
    const rest = followed(BrokenText, (n, limit) => text.readText(key, n, limit), kept.n);
    return { seq: kept.n, isWhole, restIsWhole: rest.broken === null };
  }

  function brokenVersions(key: TextKey): readonly number[] {
    return text
      .textVersions(key)
      .map(({ number }) => number)
      .filter((number) => !intact(() => text.findTextVersion(key, number) !== null));
  }

  return { logs, texts, decisions: log.read };
}

/** Reads on until the end or the first fault. */
function followed<Broken extends Error & { readonly reason: string }>(
  kind: abstract new (...args: never[]) => Broken,
  read: (after: number, limit: number) => readonly unknown[],
  from = 0,
): { readonly end: number; readonly broken: Broken | null } {
  let end = from;
  let page = PAGE;
  for (;;) {
    try {
      const rows = read(end, page);
      end += rows.length;
      if (rows.length < page) return { end, broken: null };
    } catch (error) {
      if (!(error instanceof kind)) throw error;
      // One by one up to the fault: what stands before it in its page is good.
      if (page === 1) return { end, broken: error };
      page = 1;
    }
  }
}

function intact(look: () => boolean): boolean {
  try {
    return look();
  } catch (error) {
    if (error instanceof BrokenText || isDamage(error)) return false;
    throw error;
  }
}
