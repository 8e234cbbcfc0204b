/**
 * Reads every row that a database keeps and says how far each log is good, as
 * `sqlite/upkeep-reports.ts` does for a folder. A server may go on working meanwhile.
 */
import { createHash } from 'node:crypto';
import type { WorkshopId } from '@tavolo/model';
import pg from 'pg';
import pino from 'pino';
import { BrokenLog, BrokenText } from '../errors.ts';
import type { WorkshopRecord } from '../storage.ts';
import type { TextKey } from '../text-storage.ts';
import type { LogReport, TextReport } from '../upkeep.ts';
import { connectionOptions, settle, sqlOn, startError } from './connection.ts';
import { isDamage } from './failure.ts';
import { logStore, RECORD } from './log-store.ts';
import { prepareDatabase } from './prepare.ts';
import { snapshotStore } from './snapshot-store.ts';
import type { Sql } from './sql.ts';
import { textStore } from './text-store.ts';

const PAGE = 500;

export interface DatabaseReports {
  logs(): Promise<readonly LogReport[]>;
  texts(): Promise<readonly TextReport[]>;
  close(): Promise<void>;
}

/** Rejects with a DatabaseError where the database cannot be used. */
export async function openDatabaseReports(url: string): Promise<DatabaseReports> {
  await prepareDatabase(url, pino({ level: 'silent' }));
  const client = new pg.Client(connectionOptions(url, true));
  try {
    await client.connect();
    await settle(client, url);
  } catch (error) {
    await client.end();
    throw startError(error, url);
  }
  const sql = sqlOn(client);
  return { logs: () => logsOf(sql), texts: () => textsOf(sql), close: () => client.end() };
}

async function logsOf(sql: Sql): Promise<readonly LogReport[]> {
  const all = await sql.rows<WorkshopRecord & { last: number }>(
    `SELECT ${RECORD}, last_seq AS last FROM workshop ORDER BY ordinal`,
  );
  const reports: LogReport[] = [];
  for (const { last, ...record } of all) {
    const snapshots = await snapshotsOf(sql, record.id);
    const { end, broken } = await followed(BrokenLog, logFrom(sql, record.id));
    reports.push({ record, last, lastGood: end, broken, snapshots });
  }
  return reports;
}

function logFrom(sql: Sql, id: WorkshopId) {
  return (after: number, limit: number) => logStore.read(sql, id, after, limit);
}

async function snapshotsOf(sql: Sql, id: WorkshopId): Promise<LogReport['snapshots']> {
  const reports: LogReport['snapshots'][number][] = [];
  for (const { seq, version, parts, sha256 } of await snapshotStore.snapshotHeads(sql, id)) {
    const hash = createHash('sha256');
    let read = 0;
    for (; read < parts; read += 1) {
      const bytes = await snapshotStore.readSnapshotPart(sql, id, seq, read);
      if (bytes === null) break;
      hash.update(bytes);
    }
    const rest = await followed(BrokenLog, logFrom(sql, id), seq - 1);
    reports.push({
      seq,
      version,
      isWhole: read === parts && hash.digest('hex') === sha256,
      restIsWhole: rest.broken === null && rest.end >= seq,
    });
  }
  return reports;
}

async function textsOf(sql: Sql): Promise<readonly TextReport[]> {
  const all = await sql.rows<TextKey & { last: number }>(
    `SELECT workshop_id AS "workshopId", name, last_n AS last FROM text_end
     ORDER BY workshop_id, name`,
  );
  const reports: TextReport[] = [];
  for (const { last, ...key } of all) {
    const snapshot = await textSnapshotOf(sql, key);
    const { end, broken } = await followed(BrokenText, textFrom(sql, key));
    const brokenVersions = await brokenVersionsOf(sql, key);
    reports.push({ key, last, lastGood: end, broken, snapshot, brokenVersions });
  }
  return reports;
}

function textFrom(sql: Sql, key: TextKey) {
  return (n: number, limit: number) => textStore.readText(sql, key, n, limit);
}

async function textSnapshotOf(sql: Sql, key: TextKey): Promise<TextReport['snapshot']> {
  const [kept] = await sql.rows<{ n: number }>(
    'SELECT n FROM text_snapshot WHERE workshop_id = $1 AND name = $2',
    [key.workshopId, key.name],
  );
  if (kept === undefined) return null;
  const isWhole = await intact(async () => (await textStore.findTextSnapshot(sql, key)) !== null);
  const rest = await followed(BrokenText, textFrom(sql, key), kept.n);
  return { seq: kept.n, isWhole, restIsWhole: rest.broken === null };
}

async function brokenVersionsOf(sql: Sql, key: TextKey): Promise<readonly number[]> {
  const broken: number[] = [];
  for (const { number } of await textStore.textVersions(sql, key)) {
    const isWhole = await intact(
      async () => (await textStore.findTextVersion(sql, key, number)) !== null,
    );
    if (!isWhole) broken.push(number);
  }
  return broken;
}

/** Reads on until the end or the first fault. */
async function followed<Broken extends Error & { readonly reason: string }>(
  kind: abstract new (...args: never[]) => Broken,
  read: (after: number, limit: number) => Promise<readonly unknown[]>,
  from = 0,
): Promise<{ readonly end: number; readonly broken: Broken | null }> {
  let end = from;
  let page = PAGE;
  for (;;) {
    try {
      const rows = await read(end, page);
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

async function intact(look: () => Promise<boolean>): Promise<boolean> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof BrokenText || isDamage(error)) return false;
    throw error;
  }
}
