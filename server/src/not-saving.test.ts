/** [T4] A disk that takes nothing, at every door of the whole program; and the same doors once it does again. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIVE_PATH, PROTOCOL_VERSION } from '@tavolo/protocol';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type App, openApp, THE_WORLD } from './app.ts';
import { readConfig } from './config.ts';
import { type Client, openClient } from './http/testing/test-client.ts';
import { openLog } from './log.ts';
import { StorageUnavailable } from './storage/errors.ts';
import { openMemoryStorage } from './storage/memory/memory-storage.ts';
import type { Storage } from './storage/storage.ts';
import { type Operation, WRITES } from './storage/writes.ts';

let folder: string;
let app: App;
let owner: Client;
let workshopId: string;
let joinCode: string;
let isBroken: boolean;
/** The next write alone fails. */
let failsOnce: boolean;
const sockets: Socket[] = [];

/** A store whose disk takes nothing while `isBroken`, and not the next write where it `failsOnce`. */
function fragile(storage: Storage): Storage {
  const names = (Object.keys(WRITES) as Operation[]).filter((name) => WRITES[name]);
  const writes = names.map((name) => {
    const call = storage[name].bind(storage) as (...args: readonly unknown[]) => Promise<unknown>;
    const write = (...args: readonly unknown[]) => {
      const fails = isBroken || failsOnce;
      failsOnce = false;
      return fails ? Promise.reject(new StorageUnavailable('no space left')) : call(...args);
    };
    return [name, write] as const;
  });
  return { ...storage, ...Object.fromEntries(writes) };
}

beforeEach(async () => {
  [isBroken, failsOnce] = [false, false];
  folder = await mkdtemp(join(tmpdir(), 'tavolo-not-saving-'));
  const config = readConfig({ PORT: '0', TAVOLO_DATA_DIR: folder, TAVOLO_DEMO: 'off' }, []);
  app = await openApp(config, openLog('silent'), {
    ...THE_WORLD,
    openStorage: async () => fragile(openMemoryStorage()),
  });
  owner = openClient(app.url);
  const created = await owner.post('/api/workshops', { title: 'Prova', language: 'it' });
  ({ workshopId, joinCode } = created.json as { workshopId: string; joinCode: string });
  expect(await order({ type: 'moveToPhase', phase: 'listen', afterS: 0 })).toBe(200);
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

async function order(body: object): Promise<number> {
  const path = `/api/workshops/${workshopId}/commands`;
  return (await owner.post(path, { cmdId: randomUUID(), ...body })).status;
}

const createsTheme = () => ({
  type: 'createTheme',
  themeId: randomUUID(),
  name: `Tema ${Math.random()}`,
  colour: 'housing',
});

/** What a page is told of the disk, in order. */
async function listens(): Promise<boolean[]> {
  const told: boolean[] = [];
  const socket = io(app.url, {
    path: LIVE_PATH,
    transports: ['websocket'],
    query: { workshop: workshopId, version: String(PROTOCOL_VERSION) },
    extraHeaders: { origin: app.url, cookie: owner.cookie ?? '' },
    forceNew: true,
  });
  sockets.push(socket);
  socket.on('saving', ({ saves }: { saves: boolean }) => told.push(saves));
  await vi.waitFor(() => expect(told).toHaveLength(1));
  return told;
}

async function breaks(): Promise<void> {
  isBroken = true;
  expect(await order(createsTheme())).toBe(503);
}

test('every page is told, and who connects meanwhile; and again when it is back', async () => {
  const told = await listens();
  await breaks();
  await vi.waitFor(() => expect(told).toEqual([true, false]));
  expect(await listens()).toEqual([false]);
  isBroken = false;
  await vi.waitFor(() => expect(told).toEqual([true, false, true]), 5_000);
  expect(await order(createsTheme())).toBe(200);
});

test('one commit that fails is told to its sender alone', async () => {
  const told = await listens();
  failsOnce = true;
  expect(await order(createsTheme())).toBe(503);
  await vi.waitFor(async () => expect((await owner.get('/readyz')).status).toBe(200));
  expect(await order(createsTheme())).toBe(200);
  expect(told).toEqual([true]);
});

test('/readyz and /metrics say so; a command is refused with when to come back; everything can be read', async () => {
  const told = await listens();
  await breaks();
  await vi.waitFor(() => expect(told).toContain(false));
  const ready = await owner.get('/readyz');
  expect(ready.status).toBe(503);
  expect(ready.json).toMatchObject({ ready: false, reason: 'not-saving' });
  expect((await owner.get('/metrics')).text).toMatch(/^tavolo_saving 0$/m);
  const refused = await owner.post(`/api/workshops/${workshopId}/commands`, {
    cmdId: randomUUID(),
    ...createsTheme(),
  });
  expect(refused.status).toBe(503);
  expect(refused.json).toMatchObject({ refusal: { kind: 'not-saving', rule: 'door' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await owner.get(`/api/workshops/${workshopId}`)).status).toBe(200);
  expect((await owner.get(`/api/workshops/${workshopId}/cards`)).status).toBe(200);
  expect((await owner.get('/healthz')).status).toBe(200);
});

test('who comes to the door is told in a sentence, keeps what they typed, and gets in later with the same form', async () => {
  const told = await listens();
  const guest = openClient(app.url, { 'accept-language': 'it' });
  const page = await guest.get(`/j/${joinCode}`);
  const seal = /name="seal" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  await breaks();
  await vi.waitFor(() => expect(told).toContain(false));
  const fields = { code: joinCode, name: 'Rosa', lang: 'it', seal };
  const refused = await guest.form('/j', fields, { origin: app.url });
  expect(refused.status).toBe(503);
  expect(refused.text).toContain('non si riesce a salvare');
  expect(refused.text).toContain('value="Rosa"');
  const over = await guest.post('/api/join', { code: joinCode, name: 'Rosa' });
  expect(over.json).toMatchObject({ refusal: { kind: 'not-saving' } });
  isBroken = false;
  await vi.waitFor(() => expect(told.at(-1)).toBe(true), 5_000);
  expect((await guest.form('/j', fields, { origin: app.url })).status).toBe(303);
});
