/**
 * An installation as a region would run it, on this machine: PostgreSQL, Redis, three nodes with
 * a stretch of network to each of them, and a balancer before the nodes. All of it is ours and
 * ends with us.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RedisServer, startRedis } from '@tavolo/server/bus/redis/testing/redis-server';
import { openLog } from '@tavolo/server/log';
import { openPostgresStorage } from '@tavolo/server/storage/postgres/open-postgres';
import {
  type PostgresServer,
  startPostgres,
} from '@tavolo/server/storage/postgres/testing/postgres-server';
import type { Storage } from '@tavolo/server/storage/storage';
import type { Seeded } from '../seeded.ts';
import { Conditions } from '../victim/until.ts';
import { type Balancer, openBalancer } from './balancer.ts';
import { ClusterNode } from './node.ts';
import { openWay } from './way.ts';

const NODES = 3;
const DATABASE = 'postgres';

export interface Installation {
  readonly postgres: PostgresServer;
  readonly redis: RedisServer;
  readonly nodes: readonly ClusterNode[];
  readonly balancer: Balancer;
  /** Told whenever a node begins or ceases to be ready. */
  readonly heard: Conditions;
  /** The database, past all nodes and ways. */
  readonly storage: Storage;
  close(): Promise<void>;
}

export async function openInstallation(random: Seeded): Promise<Installation> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async (): Promise<void> => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    const folder = await mkdtemp(join(tmpdir(), 'tavolo-cluster-'));
    closing.push(() => rm(folder, { recursive: true, force: true }));
    const postgres = await startPostgres();
    closing.push(() => postgres.close());
    const redis = await startRedis();
    closing.push(() => redis.close());
    const heard = new Conditions();
    const nodes: ClusterNode[] = [];
    const balancer = await openBalancer(() => nodes, random.fork('balancer'));
    closing.push(() => balancer.close());
    for (let n = 0; n < NODES; n += 1) {
      const toDatabase = await openWay({ path: socketOf(postgres) });
      closing.push(() => toDatabase.close());
      const toRedis = await openWay({ host: '127.0.0.1', port: redis.port });
      closing.push(() => toRedis.close());
      const settings = {
        DATABASE_URL: `postgresql://tavolo@127.0.0.1:${toDatabase.port}/${DATABASE}`,
        REDIS_URL: `redis://127.0.0.1:${toRedis.port}`,
        PUBLIC_URL: balancer.url,
      };
      const told = heard.tell;
      const ways = { toDatabase, toRedis };
      const node = new ClusterNode({ name: `node ${n}`, folder, settings, ...ways, told });
      nodes.push(node);
      closing.push(() => node.kill());
    }
    // All at once on an empty database, as whoever starts them would.
    await Promise.all(nodes.map((node) => node.start()));
    const storage = await openPostgresStorage(postgres.url(DATABASE), openLog('silent'));
    closing.push(() => storage.close());
    return { postgres, redis, nodes, balancer, heard, storage, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function socketOf(postgres: PostgresServer): string {
  const folder = new URL(postgres.url(DATABASE)).searchParams.get('host') ?? '';
  return join(folder, '.s.PGSQL.5432');
}
