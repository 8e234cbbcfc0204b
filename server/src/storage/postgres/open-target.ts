/**
 * An empty database that takes over all rows of another store, in one transaction: until
 * `commit` nothing of it is there for anybody, and where it is never called nothing was.
 */
import pg from 'pg';
import { DatabaseError, shownDatabase } from '../../database-error.ts';
import type { KeptRow, KeptTable } from '../upkeep.ts';
import { connectionOptions, settle, sqlOn, startError } from './connection.ts';
import { migrate } from './migrations.ts';

/** Rows read back at once. */
const PAGE = 200;

export interface MoveTarget {
  /** Throws where the database knows no such table or column. */
  write(table: KeptTable, rows: readonly KeptRow[]): Promise<void>;
  /** What is there now, by its key. */
  rows(table: KeptTable): AsyncIterable<KeptRow>;
  commit(): Promise<void>;
  close(): Promise<void>;
}

/** Rejects with a DatabaseError where there is something already, or where the database cannot be used. */
export async function openMoveTarget(url: string): Promise<MoveTarget> {
  const client = await begin(url);
  const sql = sqlOn(client);

  async function typesOf({ name, columns }: KeptTable): Promise<ReadonlyMap<string, string>> {
    const found = await sql.rows<{ column: string; type: string }>(
      `SELECT column_name AS column, udt_name AS type FROM information_schema.columns
       WHERE table_schema = current_schema() AND table_name = $1`,
      [name],
    );
    const types = new Map(found.map(({ column, type }) => [column, type]));
    const unknown = columns.filter((column) => !types.has(column));
    if (unknown.length > 0) throw new Error(`the database has no ${name} (${unknown.join(', ')})`);
    return types;
  }

  return {
    async write(table, rows) {
      const types = await typesOf(table);
      const arrays = table.columns.map((column, index) => `$${index + 1}::${types.get(column)}[]`);
      await sql.rows(
        `INSERT INTO ${table.name} (${table.columns.join(', ')})
         SELECT * FROM unnest(${arrays.join(', ')})`,
        table.columns.map((column) => rows.map((row) => row[column])),
      );
    },
    async *rows({ name, columns, key }) {
      await sql.rows(`DECLARE reading NO SCROLL CURSOR FOR
        SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${key.join(', ')}`);
      for (;;) {
        const page = await sql.rows<Record<string, unknown>>(`FETCH ${PAGE} FROM reading`);
        for (const row of page) yield keptRow(row);
        if (page.length < PAGE) break;
      }
      await sql.rows('CLOSE reading');
    },
    commit: async () => void (await sql.rows('COMMIT')),
    close: () => client.end(),
  };
}

async function begin(url: string): Promise<pg.Client> {
  const client = new pg.Client(connectionOptions(url, true));
  try {
    await client.connect();
    await settle(client, url);
    const sql = sqlOn(client);
    await sql.rows('BEGIN');
    // Its lock also keeps programs waiting that start meanwhile.
    const migrated = await migrate(sql);
    if (!migrated.ok) throw new DatabaseError(migrated.problem, shownDatabase(url));
    // And this one those that run.
    await sql.rows('LOCK TABLE workshop IN EXCLUSIVE MODE');
    const [present] = await sql.rows('SELECT 1 FROM workshop LIMIT 1');
    if (present !== undefined) throw new DatabaseError('not empty', shownDatabase(url));
    return client;
  } catch (error) {
    await client.end();
    throw startError(error, url);
  }
}

/** As the other store has it: there yes and no are numbers. */
function keptRow(row: Readonly<Record<string, unknown>>): KeptRow {
  const entries = Object.entries(row).map(([column, value]) => [
    column,
    typeof value === 'boolean' ? Number(value) : value,
  ]);
  return Object.fromEntries(entries) as KeptRow;
}
