/**
 * Connections on which a commit means the disk. Every property that durability rests on is set
 * and read back at every connection, since a default of the server, the database or the user
 * would otherwise be found out by a power cut.
 */
import pg from 'pg';
import { DatabaseError, type DatabaseProblem, shownDatabase } from '../../database-error.ts';
import { sqlState } from './failure.ts';
import type { Sql } from './sql.ts';

/** A server that says nothing for so long is not there: workshops turn read-only instead of waiting. */
const CONNECT_MS = 5_000;
const STATEMENT_MS = 8_000;
/** The end of waiting where the network swallows everything, the server's own word included. */
const ANSWER_MS = 10_000;
const LOCK_MS = 4_000;
const MIN_VERSION = 150_000;

/** A commit waits for the disk; `remote_apply` waits for more. */
const LASTING = ['on', 'remote_apply'];

/** Whole numbers are ours and below 2^53; the driver would make text of them. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === pg.types.builtins.INT8
      ? Number
      : pg.types.getTypeParser(oid, format)) as pg.CustomTypesConfig['getTypeParser'],
};

export function connectionOptions(url: string, patient = false): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'tavolo',
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    types,
    ...(patient
      ? {}
      : { statement_timeout: STATEMENT_MS, query_timeout: ANSWER_MS, lock_timeout: LOCK_MS }),
  };
}

export function sqlOn(client: pg.ClientBase): Sql {
  return {
    async rows<Row>(text: string, values: readonly unknown[] = []) {
      // Without values several statements may stand in one text, as in a step of the migrations.
      const result = values.length === 0 ? client.query(text) : client.query(text, [...values]);
      return (await result).rows as Row[];
    },
  };
}

/** What a server says of itself; see `doubtsOf`. */
export interface ServerSettings {
  readonly fsync: string;
  readonly full_page_writes: string;
}

/** Makes a fresh connection a lasting one, or throws a DatabaseError. */
export async function settle(client: pg.ClientBase, url: string): Promise<ServerSettings> {
  const sql = sqlOn(client);
  const [found] = await sql.rows<ServerSettings & Record<string, string>>(`SELECT
    current_setting('server_version_num') AS version,
    current_setting('server_encoding') AS encoding,
    current_setting('synchronous_commit') AS commit,
    current_setting('fsync') AS fsync,
    current_setting('full_page_writes') AS full_page_writes,
    current_setting('transaction_read_only') AS read_only`);
  const refuse = (problem: DatabaseProblem) => new DatabaseError(problem, shownDatabase(url));
  if (found === undefined || Number(found.version) < MIN_VERSION) throw refuse('too old');
  if (found.encoding !== 'UTF8') throw refuse('not UTF-8');
  if (found.read_only !== 'off') throw refuse('read-only');
  if (!LASTING.includes(found.commit ?? '')) {
    await sql.rows('SET synchronous_commit = on');
    const [now] = await sql.rows<{ commit: string }>(
      "SELECT current_setting('synchronous_commit') AS commit",
    );
    if (now?.commit !== 'on') throw refuse('not lasting');
  }
  return found;
}

/** What a power cut of the server could take although it was called saved; one line for each. */
export function doubtsOf({ fsync, full_page_writes }: ServerSettings): readonly string[] {
  const lines: string[] = [];
  if (fsync !== 'on') {
    lines.push('fsync is off in PostgreSQL: a power cut can lose what was saved, and the database');
  }
  if (full_page_writes !== 'on') {
    lines.push('full_page_writes is off in PostgreSQL: a power cut can damage the database');
  }
  return lines;
}

/** A failure to connect, for who starts the program. */
export function startError(error: unknown, url: string): Error {
  if (error instanceof DatabaseError) return error;
  const state = sqlState(error);
  const problem = state === null ? 'unreachable' : problemOf(state);
  if (problem !== null) return new DatabaseError(problem, shownDatabase(url), error);
  return error instanceof Error ? error : new Error(String(error));
}

function problemOf(state: string): DatabaseProblem | null {
  // No such user or password, no such database or schema, no right to it.
  if (/^(28|3D|3F)/.test(state) || state === '42501') return 'refused';
  if (/^(08|53|57)/.test(state)) return 'unreachable';
  return state === '25006' ? 'read-only' : null;
}
