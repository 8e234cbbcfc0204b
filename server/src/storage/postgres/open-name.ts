/**
 * What tells one installation from another where both share a Redis: the server, the database
 * and the schema, however a node's DATABASE_URL names them.
 */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { connectionOptions } from './connection.ts';

export async function nameOfInstallation(url: string): Promise<string> {
  const client = new pg.Client(connectionOptions(url));
  // Without a listener a connection that breaks is the end of the program; the query says so, too.
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ server: string; place: string }>(
      `SELECT system_identifier::text AS server, current_database() || ' ' || current_schema() AS place
       FROM pg_control_system()`,
    );
    const { server, place } = rows[0] ?? {};
    return createHash('sha256').update(`${server} ${place}`).digest('hex').slice(0, 16);
  } finally {
    await client.end();
  }
}
