/** A backup of the database comes back under running nodes: pages are sent back, and find the workshop read anew. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { CLOSE, PROTOCOL_VERSION } from '@tavolo/protocol';
import pino from 'pino';
import { io } from 'socket.io-client';
import { expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { openApp, THE_WORLD } from '../app.ts';
import { openRedisBus } from '../bus/redis/redis-bus.ts';
import { freshInstallation, redisUrl } from '../bus/redis/testing/redis.ts';
import { readConfig } from '../config.ts';
import { freshDatabase, onDatabase } from '../storage/postgres/testing/databases.ts';

test('board and live channel are closed as by a restart; the old epoch is told apart, and what comes next is saved', async () => {
  const databaseUrl = await freshDatabase();
  const settings = {
    PORT: '0',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl(),
    TAVOLO_DEMO: 'off',
  };
  const app = await openApp(readConfig(settings, []), pino({ level: 'silent' }), {
    ...THE_WORLD,
    openBus: () => openRedisBus({ url: redisUrl(), installation: freshInstallation() }),
  });
  try {
    const headers = { 'content-type': 'application/json' };
    const made = await fetch(`${app.url}/api/workshops`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ title: 'Prova', language: 'it' }),
    });
    const { workshopId } = (await made.json()) as { workshopId: string };
    const cookie = made.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const from = { cookie, origin: app.url };
    const command = (payload: object) =>
      fetch(`${app.url}/api/workshops/${workshopId}/commands`, {
        method: 'POST',
        headers: { ...headers, cookie },
        body: JSON.stringify({ cmdId: randomUUID(), ...payload }),
      });
    expect((await command({ type: 'moveToPhase', phase: 'listen', afterS: 0 })).status).toBe(200);

    const board = (epoch: string) =>
      new WebSocket(
        `${app.url.replace('http', 'ws')}/sync/${workshopId}/board?epoch=${encodeURIComponent(epoch)}`,
        { headers: from },
      );
    const live = io(app.url, {
      path: '/live',
      transports: ['websocket'],
      extraHeaders: from,
      query: { workshop: workshopId, version: String(PROTOCOL_VERSION) },
      reconnection: false,
    });
    const [{ epoch }] = await new Promise<[{ epoch: string }]>((resolve, reject) => {
      live.once('hello', (...hello: [{ epoch: string }]) => resolve(hello));
      live.once('connect_error', reject);
    });
    const page = board(epoch);
    await once(page, 'open');
    const [sentBack, hungUp] = [
      once(page, 'close'),
      new Promise((resolve) => live.once('disconnect', resolve)),
    ];

    await onDatabase(databaseUrl, async (client) => {
      await client.query(`DELETE FROM decision WHERE seq > 1`);
      await client.query('UPDATE workshop SET restore = restore + 1000, last_seq = 1');
    });
    const [code, reason] = await sentBack;
    expect(code).toBe(CLOSE.restarting);
    expect(JSON.parse(String(reason))).toEqual({ retryAfter: expect.any(Number) });
    await hungUp;

    const again = board(epoch);
    const [refused, why] = await once(again, 'close');
    expect(refused).toBe(CLOSE.wrongEpoch);
    const fresh = JSON.parse(String(why)) as { epoch: string };
    expect(fresh.epoch).toMatch(/^1000\./);
    const back = board(fresh.epoch);
    await once(back, 'open');
    back.close();
    const moved = await command({ type: 'moveToPhase', phase: 'listen', afterS: 0 });
    expect(moved.status).toBe(200);
    await vi.waitFor(async () => {
      const rows = await onDatabase(databaseUrl, (client) =>
        client.query('SELECT seq FROM decision'),
      );
      expect(rows.rows).toHaveLength(2);
    });
    live.close();
  } finally {
    await app.close();
  }
});
