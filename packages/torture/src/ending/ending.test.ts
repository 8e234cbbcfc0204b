/**
 * The program ends because it is asked to, or because of an error that nobody caught: either
 * way what was begun is finished and on the disk, and pages are told when to come back.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { CLOSE, LIVE_PATH, PROTOCOL_VERSION } from '@tavolo/protocol';
import { io } from 'socket.io-client';
import { afterEach, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { dial } from '../bombs/raw.ts';
import { inFolder, type Served, startServed } from '../crowd/served.ts';
import type { Person, Place } from '../crowd/words.ts';

const running = new Set<Served>();

afterEach(async () => {
  for (const served of running) await served.kill();
  running.clear();
});

const ENDINGS = [
  { why: 'SIGTERM', code: 0 },
  { why: 'exception', code: 1 },
  { why: 'rejection', code: 1 },
] as const;

it.each(ENDINGS)(
  'after $why it finishes, says when to come back, and ends with $code',
  ({ why, code }) =>
    inFolder(async (folder) => {
      const served = await start(folder);
      const place = await served.place({ people: 2, cards: 1, texts: 0 });
      const [, person] = place.people;
      if (person === undefined) throw new Error('nobody is there');
      const pages = await Promise.all([
        boardOf(served, place, person),
        liveOf(served, place, person),
      ]);
      const begun = await beginCommand(served, place, person);

      if (why === 'SIGTERM') served.signal('SIGTERM');
      else await served.plant(why);
      await vi.waitFor(
        async () => {
          const answer = await fetch(`${served.url}/readyz`);
          expect(answer.status).toBe(503);
          expect(await answer.json()).toEqual({ ready: false, reason: 'ending' });
        },
        { timeout: 4_000 },
      );
      expect((await fetch(`${served.url}/api/demonstration`)).status).toBe(503);
      expect(await begun.finish()).toMatch(/^HTTP\/1\.1 200 /);

      for (const { told } of pages) {
        const { code: said, reason } = await told;
        expect(said).toBe(CLOSE.restarting);
        const { retryAfter } = JSON.parse(reason) as { retryAfter: number };
        expect(retryAfter).toBeGreaterThanOrEqual(0);
        expect(retryAfter).toBeLessThan(10_000);
      }
      expect(await served.ended).toBe(code);
      running.delete(served);
      if (code === 0) {
        expect(served.printed()).toBe('');
        return;
      }
      expect(served.printed()).toContain('uncaught');
      expect(served.printed()).toContain('planted');
      if (why === 'rejection') return;
      const again = await start(folder);
      const cards = await fetch(`${again.url}/api/workshops/${place.workshopId}/cards`, {
        headers: { cookie: person.cookie },
      });
      expect(await cards.text()).toContain(begun.cardId);
    }),
);

async function start(folder: string): Promise<Served> {
  const served = await startServed(folder);
  running.add(served);
  return served;
}

interface Page {
  readonly told: Promise<{ readonly code: number; readonly reason: string }>;
}

async function boardOf({ url }: Served, { workshopId }: Place, { cookie }: Person): Promise<Page> {
  const headers = { cookie, origin: url };
  const address = `${url.replace('http', 'ws')}/sync/${workshopId}/board`;
  const socket = new WebSocket(address, { headers });
  await once(socket, 'open');
  const told = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
  return { told };
}

async function liveOf({ url }: Served, { workshopId }: Place, { cookie }: Person): Promise<Page> {
  const socket = io(url, {
    path: LIVE_PATH,
    transports: ['websocket'],
    query: { workshop: workshopId, version: String(PROTOCOL_VERSION) },
    extraHeaders: { cookie, origin: url },
    forceNew: true,
    reconnection: false,
  });
  await new Promise((resolve) => socket.once('hello', resolve));
  const told = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('disconnect', (_reason, details) => {
      const { context } = details as { readonly context: { code: number; reason: string } };
      resolve({ code: context.code, reason: context.reason });
    });
  });
  return { told };
}

interface Begun {
  readonly cardId: string;
  /** Sends the rest, and gives the answer. */
  finish(): Promise<string>;
}

/** A command of which the server has half when it is about to end. */
async function beginCommand(
  { url }: Served,
  { workshopId }: Place,
  { cookie }: Person,
): Promise<Begun> {
  const cardId = randomUUID();
  const body = JSON.stringify({
    cmdId: randomUUID(),
    type: 'writeCard',
    cardId,
    kind: 'need',
    text: 'Detto a metà',
    language: 'it',
    themeId: null,
    signed: false,
    writtenIn: 'listen',
  });
  const bytes = Buffer.from(body);
  const socket = await dial(url);
  socket.write(
    `POST /api/workshops/${workshopId}/commands HTTP/1.1\r\nHost: ${new URL(url).host}\r\n` +
      `Origin: ${url}\r\nCookie: ${cookie}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${bytes.length}\r\nExpect: 100-continue\r\n\r\n`,
  );
  expect(await heardFrom(socket)).toMatch(/^HTTP\/1\.1 100 /);
  socket.write(bytes.subarray(0, 20));
  return {
    cardId,
    finish() {
      const answer = heardFrom(socket);
      socket.write(bytes.subarray(20));
      return answer;
    },
  };
}

async function heardFrom(socket: Socket): Promise<string> {
  const [piece] = (await once(socket, 'data')) as [Buffer];
  return piece.toString();
}
