/** What is measured: nodes of ours on their stores, each a process of the built program. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTavolo, type Tavolo } from '@tavolo/e2e/server';
import { type RedisServer, startRedis } from '@tavolo/server/bus/redis/testing/redis-server';
import { openLog } from '@tavolo/server/log';
import { openPostgresStorage } from '@tavolo/server/storage/postgres/open-postgres';
import {
  type PostgresServer,
  startPostgres,
} from '@tavolo/server/storage/postgres/testing/postgres-server';
import { openSqliteStorage } from '@tavolo/server/storage/sqlite/open-sqlite';
import type { Room } from './crowd/words.ts';
import { fillRooms } from './rooms.ts';

/** Something that runs, with people's addresses and the processes behind them. */
export interface Site {
  readonly nodes: readonly string[];
  readonly pids: readonly number[];
  /** Beside the nodes: by name, the process that has it. */
  readonly services: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** What outlives a site: the store with everything in it. */
export interface Ground {
  readonly rooms: readonly Room[];
  open(nodes: number): Promise<Site>;
  close(): Promise<void>;
}

const SETTINGS = { TAVOLO_DEMO: 'off', TAVOLO_LOG: 'error' };

export async function onSqlite(rooms: number, people: number): Promise<Ground> {
  const folder = mkdtempSync(join(tmpdir(), 'tavolo-cluster-'));
  const drop = () => rmSync(folder, { recursive: true, force: true });
  try {
    const storage = await openSqliteStorage(folder);
    const made = await fillRooms(storage, rooms, people).finally(() => storage.close());
    return {
      rooms: made,
      open: () => siteOf([startTavolo({ ...SETTINGS, TAVOLO_DATA_DIR: folder })], {}),
      close: async () => drop(),
    };
  } catch (error) {
    drop();
    throw error;
  }
}

export async function onPostgres(
  rooms: number,
  people: number,
  redis: RedisServer,
): Promise<Ground> {
  const postgres: PostgresServer = await startPostgres({ shared_buffers: '256MB' });
  try {
    const url = postgres.url('postgres');
    const storage = await openPostgresStorage(url, openLog('error'));
    const made = await fillRooms(storage, rooms, people).finally(() => storage.close());
    const settings = { ...SETTINGS, DATABASE_URL: url, REDIS_URL: redis.url };
    return {
      rooms: made,
      open: (nodes) =>
        siteOf(
          Array.from({ length: nodes }, () => startTavolo(settings)),
          { postgres: postgres.pid(), redis: redis.pid() },
        ),
      close: () => postgres.close(),
    };
  } catch (error) {
    await postgres.close();
    throw error;
  }
}

export { type RedisServer, startRedis };

async function siteOf(
  starting: readonly Promise<Tavolo>[],
  services: Readonly<Record<string, number>>,
): Promise<Site> {
  const started = await Promise.allSettled(starting);
  const nodes = started.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const close = async () => {
    await Promise.all(nodes.map((node) => node.close()));
  };
  const failed = started.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    await close();
    throw failed.reason;
  }
  const pids = nodes.map((node) => node.pid());
  return { nodes: nodes.map(({ url }) => url), pids, services, close };
}
