/** Once, before a database is used: can it be, how safe is it, and is it in the newest form? */
import pg from 'pg';
import type { Logger } from 'pino';
import { DatabaseError, shownDatabase } from '../../database-error.ts';
import { connectionOptions, doubtsOf, settle, sqlOn, startError } from './connection.ts';
import { storageError } from './failure.ts';
import { migrate } from './migrations.ts';

/** Rejects with a DatabaseError where the database cannot be used. */
export async function prepareDatabase(
  url: string,
  log: Logger,
): Promise<{ readonly from: number; readonly to: number }> {
  const client = new pg.Client(connectionOptions(url, true));
  client.on('error', (error) => log.debug({ err: storageError(error) }, 'a connection ended'));
  try {
    await client.connect();
    for (const line of doubtsOf(await settle(client, url))) log.warn(line);
    const sql = sqlOn(client);
    await sql.rows('BEGIN');
    const migrated = await migrate(sql);
    if (!migrated.ok) throw new DatabaseError(migrated.problem, shownDatabase(url));
    await sql.commit();
    const { from, to } = migrated;
    if (from < to) log.info({ from, to }, 'the database is in its newest form');
    const [others] = await sql.rows<{ n: number }>(`SELECT count(*) AS n FROM pg_stat_activity
      WHERE application_name = 'tavolo' AND datname = current_database() AND pid <> pg_backend_pid()`);
    if ((others?.n ?? 0) > 0) {
      log.info(
        'another Tavolo uses this database: without REDIS_URL people on one see late what happens on the other',
      );
    }
    return { from, to };
  } catch (error) {
    throw startError(error, url);
  } finally {
    await client.end();
  }
}
