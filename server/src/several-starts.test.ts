/** Nodes that start in the same moment on an empty database: the tables are made once, and so is the demonstration. */
import pino from 'pino';
import { expect, test, vi } from 'vitest';
import { type App, openApp } from './app.ts';
import { startRedis } from './bus/redis/testing/redis-server.ts';
import { readConfig } from './config.ts';
import { freshDatabase, onDatabase } from './storage/postgres/testing/databases.ts';

const SILENT = pino({ level: 'silent' });

test('three nodes make one demonstration, filled once, and stay ready when Redis goes', async () => {
  const redis = await startRedis();
  const databaseUrl = await freshDatabase();
  const config = readConfig(
    { PORT: '0', DATABASE_URL: databaseUrl, REDIS_URL: redis.url, TAVOLO_LOG: 'silent' },
    [],
  );
  const apps: App[] = [];
  try {
    apps.push(...(await Promise.all([1, 2, 3].map(() => openApp(config, SILENT)))));
    const ids = apps.map(({ demonstration }) => demonstration?.workshopId);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toBeDefined();
    const rows = await onDatabase(databaseUrl, async (client) => {
      const { rows } = await client.query('SELECT workshop_id, type FROM decision ORDER BY seq');
      return rows;
    });
    expect(rows).toEqual([
      { workshop_id: ids[0], type: 'openWorkshop' },
      { workshop_id: ids[0], type: 'fillDemonstration' },
    ]);
    const said = async () => {
      const answers = await Promise.all(apps.map(({ url }) => fetch(`${url}/readyz`)));
      return Promise.all(answers.map(async (each) => [each.status, await each.json()]));
    };
    await vi.waitFor(async () => {
      expect(await said()).toEqual(apps.map(() => [200, { ready: true }]));
    });
    await redis.crash();
    await vi.waitFor(async () => {
      expect(await said()).toEqual(apps.map(() => [200, { ready: true, redis: 'away' }]));
    });
    const metrics = await (await fetch(`${apps[0]?.url}/metrics`)).text();
    expect(metrics).toMatch(/^tavolo_redis 0$/m);
  } finally {
    await Promise.all(apps.map((app) => app.close()));
    await redis.close();
  }
});
