/** Limits that count across doors: over HTTP, the live channel and the documents' sockets. */
import { CLOSE } from '@tavolo/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { LIMITS } from './limits.ts';
import { type LiveClient, liveClient, refusedConnection } from './testing/live-clients.ts';
import { bareSocket, closeOf } from './testing/sync-clients.ts';
import { aNeed, asCommand, openVenue, type Person, type Venue } from './testing/venue.ts';

let venue: Venue;
let clients: LiveClient[];
let sockets: WebSocket[];

beforeEach(async () => {
  // Time stands still: nobody earns anything while a slow machine is at it.
  const now = Date.now();
  venue = await openVenue(undefined, undefined, undefined, () => now);
  [clients, sockets] = [[], []];
  await venue.orders({ type: 'moveToPhase', phase: 'listen', afterS: 0 });
});

afterEach(async () => {
  for (const client of clients) client.leave();
  for (const socket of sockets) socket.terminate();
  await venue.close();
});

const ask = (person: Person, path: string, command?: unknown): Promise<Response> =>
  fetch(`${venue.origin}/api/workshops/${venue.workshop.id}${path}`, {
    headers: { ...person.headers, 'content-type': 'application/json' },
    ...(command === undefined ? {} : { method: 'POST', body: JSON.stringify(command) }),
  });

async function live(person: Person): Promise<LiveClient> {
  const client = liveClient(venue, person.headers);
  clients.push(client);
  await vi.waitFor(() => expect(client.got.counts).toBeDefined());
  return client;
}

describe('one seat', () => {
  it('has one allowance of commands, however they come', async () => {
    const [person, other] = [await venue.sit('participant'), await venue.sit('participant')];
    const page = await live(person);
    const burst = Array.from({ length: LIMITS.commands.burst }, (_, n) =>
      asCommand(aNeed(`Bisogno ${n}`)),
    );
    await page.send(burst);
    const over = await ask(person, '/commands', asCommand(aNeed('Uno di troppo')));
    expect(over.status).toBe(429);
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    // The same address, and a seat of its own.
    const fine = await ask(other, '/commands', asCommand(aNeed('Di un altro')));
    expect(fine.status).toBe(200);
  });

  it('has one number of connections, wherever they lead', async () => {
    const person = await venue.sit('participant');
    const half = LIMITS.socketsPerSeat / 2;
    for (let n = 0; n < half; n += 1) {
      await live(person);
      sockets.push(await bareSocket(venue, person.headers));
    }
    expect(await refusedConnection(venue, person.headers)).toBeInstanceOf(Error);
    const late = await bareSocket(venue, person.headers);
    expect((await closeOf(late)).code).toBe(CLOSE.policy);
    const [left, ...rest] = sockets;
    left?.terminate();
    sockets = rest;
    // A place is free again, and others never lacked one.
    await vi.waitFor(() => live(person));
    await live(await venue.sit('participant'));
  });

  it('may read a board often, and others at the same address no less', async () => {
    const [person, other] = [await venue.sit('participant'), await venue.sit('participant')];
    const statuses = new Map<number, number>();
    for (let n = 0; n <= LIMITS.requests.burst; n += 1) {
      const { status } = await ask(person, '/cards');
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses]).toEqual([
      [200, LIMITS.requests.burst],
      [429, 1],
    ]);
    expect((await ask(other, '/cards')).status).toBe(200);
  });

  it('takes away so many copies of everything in a row', async () => {
    for (let n = 0; n < LIMITS.exports.burst; n += 1) {
      expect((await ask(venue.owner, '/export.json')).status).toBe(200);
    }
    expect((await ask(venue.owner, '/export.csv')).status).toBe(429);
  });

  it('that floods the live channel with what nobody handles is sent away', async () => {
    const page = await live(await venue.sit('participant'));
    const code = new Promise<unknown>((resolve) => {
      page.socket.on('disconnect', (_reason, details) => {
        resolve((details as { context?: { code?: number } } | undefined)?.context?.code);
      });
    });
    const socket = page.socket as unknown as { emit(event: string, more: string): void };
    for (let n = 0; n <= LIMITS.livePackets.burst * 2; n += 1) socket.emit('niente', 'x');
    expect(await code).toBe(CLOSE.policy);
  });
});
