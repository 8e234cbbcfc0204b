/** For tests: a database for each file, on the run's own PostgreSQL, and in it a schema for each store. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import pino from 'pino';
import { afterAll, inject } from 'vitest';
import type { Storage } from '../../storage.ts';
import { openPostgresStorage } from '../open-postgres.ts';

export const SILENT = pino({ level: 'silent' });

let database: Promise<string> | null = null;
let schemas = 0;

/** The address of an empty place that nobody else knows. */
export async function freshDatabase(): Promise<string> {
  database ??= makeDatabase();
  const url = new URL(await database);
  schemas += 1;
  await onDatabase(url.href, (client) => client.query(`CREATE SCHEMA place${schemas}`));
  url.searchParams.set('options', `-c search_path=place${schemas}`);
  // The driver reads a plus as a plus.
  return url.href.replaceAll('+', '%20');
}

export function openFresh(): Promise<Storage> {
  return freshDatabase().then((url) => openPostgresStorage(url, SILENT));
}

export async function onDatabase<Answer>(
  url: string,
  work: (client: pg.Client) => Promise<Answer>,
): Promise<Answer> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The server's own database, for what concerns the whole server. */
export function serverUrl(): string {
  const postgres = inject('postgres');
  if ('missing' in postgres) throw new Error(postgres.missing);
  return postgres.url;
}

async function makeDatabase(): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const url = new URL(serverUrl());
  await onDatabase(url.href, (client) => client.query(`CREATE DATABASE ${name}`));
  url.pathname = `/${name}`;
  return url.href;
}

afterAll(async () => {
  if (database === null) return;
  const name = new URL(await database).pathname.slice(1);
  await onDatabase(serverUrl(), (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
});
