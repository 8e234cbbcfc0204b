/** Upgrades that nobody takes, from peers that behave badly: they cost neither the process nor a socket. */
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, openApp } from './app.ts';
import { readConfig } from './config.ts';
import { openLog } from './log.ts';

let folder: string;
let app: App;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tavolo-upgrades-'));
  const settings = { PORT: '0', TAVOLO_DATA_DIR: folder, TAVOLO_DEMO: 'off' };
  app = await openApp(readConfig(settings, []), openLog('silent'));
});

afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

async function knock(path: string, more = ''): Promise<Socket> {
  const socket = connect({ port: app.port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => socket.destroy());
  await once(socket, 'connect');
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${more}Connection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  );
  return socket;
}

it.each(['/nobodys', '/sync/x/board', '/live/'])(
  'a peer that is gone before the answer on %s harms nobody',
  async (path) => {
    for (let times = 0; times < 50; times += 1) {
      const socket = await knock(path);
      await new Promise((resolve) => setImmediate(resolve));
      socket.resetAndDestroy();
    }
    // An error that nobody listens to would have ended this process.
    expect((await fetch(`http://127.0.0.1:${app.port}/healthz`)).status).toBe(200);
  },
);

it.each(['/nobodys', '/sync/x/board'])(
  'a peer that never closes its half on %s is not kept',
  async (path) => {
    const socket = await knock(path);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 40[34] /);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    // What is gone on the other side answers the next words with a reset.
    const talk = setInterval(() => socket.write('still here'), 5);
    await closed;
    clearInterval(talk);
  },
);

it('a peer that answers nothing does not keep the program from ending', async () => {
  const socket = await knock('/live/?EIO=4&transport=websocket', 'Origin: http://127.0.0.1\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 101 /);
  socket.pause();
  await app.close();
  socket.destroy();
}, 10_000);
