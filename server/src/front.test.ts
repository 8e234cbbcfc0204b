/** The port, before anybody is known: connections that never say what they want, and an address that asks too often. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type App, openApp, THE_WORLD } from './app.ts';
import { readConfig } from './config.ts';
import { LIMITS } from './limits.ts';
import { openLog } from './log.ts';

const UNDECIDED = 20;
const BURST = 30;

let folder: string;
let app: App;
let peers: Socket[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tavolo-front-'));
  peers = [];
  const settings = { PORT: '0', TAVOLO_DATA_DIR: folder, TAVOLO_DEMO: 'off' };
  app = await openApp(readConfig(settings, []), openLog('silent'), {
    ...THE_WORLD,
    limits: { ...LIMITS, undecided: UNDECIDED, address: { perSecond: 0.01, burst: BURST } },
  });
});

afterEach(async () => {
  for (const peer of peers) peer.destroy();
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

async function halfOpen(): Promise<Socket> {
  const peer = connect({ port: app.port, host: '127.0.0.1' });
  peer.on('error', () => peer.destroy());
  peer.resume();
  await once(peer, 'connect');
  peer.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n');
  peers.push(peer);
  return peer;
}

it('keeps so many that have not said what they want; the oldest make room', async () => {
  for (let n = 0; n < UNDECIDED; n += 1) await halfOpen();
  const [first, second] = peers;
  await halfOpen();
  await vi.waitFor(() => expect(first?.closed).toBe(true));
  expect(second?.closed).toBe(false);
  // Who speaks is answered, however many do not.
  expect((await fetch(`http://127.0.0.1:${app.port}/healthz`)).status).toBe(200);
  const last = peers.at(-1);
  if (last === undefined) throw new Error('nobody is there');
  const answer = once(last, 'data');
  last.write('\r\n');
  expect(String(await answer)).toMatch(/^HTTP\/1\.1 200 /);
});

it('an address that asks more than a whole venue would is told to wait; how the program is can be asked all the same', async () => {
  const ask = async (path: string) => (await fetch(`http://127.0.0.1:${app.port}${path}`)).status;
  const statuses: number[] = [];
  for (let n = 0; n <= BURST; n += 1) statuses.push(await ask('/api/demonstration'));
  expect(statuses.slice(0, BURST)).toEqual(Array(BURST).fill(404));
  expect(statuses.at(-1)).toBe(429);
  expect(await ask('/')).toBe(429);
  expect(await ask('/healthz')).toBe(200);
  expect(await ask('/readyz')).toBe(200);
});
