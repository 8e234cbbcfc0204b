import type { AddressInfo } from 'node:net';
import type { SeatId, WorkshopId } from '@tavolo/model';
import { CLOSE } from '@tavolo/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { LIMITS } from '../limits.ts';
import { socketBounds } from '../socket-bounds.ts';
import { closeOf } from '../testing/sync-clients.ts';
import { anyId } from '../testing/venue.ts';
import { Connection } from './connection.ts';

const MEGABYTE = 1024 * 1024;
/** What the kernel takes for both ends of a socket before the process has to keep it. */
const KERNEL_MEGABYTES = 32;

let server: WebSocketServer;
let client: WebSocket;
let connection: Connection;
let frames: number;
let failures: unknown[];
let now: number;

beforeEach(async () => {
  frames = 0;
  failures = [];
  now = 1_764_000_000_000;
  server = new WebSocketServer({ ...socketBounds(LIMITS), port: 0, host: '127.0.0.1' });
  await new Promise<void>((resolve) => server.once('listening', resolve));
  const visitor = {
    workshopId: anyId<WorkshopId>(),
    seatId: anyId<SeatId>(),
    tokenHash: 'a'.repeat(64),
  };
  const connected = new Promise<void>((resolve) => {
    server.on('connection', (socket) => {
      connection = new Connection(socket, visitor, {
        of: 'board',
        limits: LIMITS,
        clock: () => now,
        frame: (frame) => {
          frames += 1;
          if (frame.is === 'write') throw new Error('ours');
        },
        closed: () => undefined,
        denied: () => undefined,
        failed: (error) => failures.push(error),
      });
      resolve();
    });
  });
  client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await connected;
  await vi.waitFor(() => expect(client.readyState).toBe(client.OPEN));
});

afterEach(async () => {
  client.terminate();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

const query = new Uint8Array([3]);

describe('a connection', () => {
  it('that does not take its updates is let go', async () => {
    const closed = closeOf(client);
    client.pause();
    let sent = 0;
    while (connection.isOpen && sent < KERNEL_MEGABYTES) {
      connection.sendUpdate(new Uint8Array(MEGABYTE));
      sent += 1;
    }
    expect(connection.isOpen).toBe(false);
    client.resume();
    expect(await closed).toEqual({ code: CLOSE.tooSlow, reason: 'too slow' });
  });

  it('may take its time for a board that is larger than that', async () => {
    client.pause();
    const sizes: number[] = [];
    client.on('message', (data: Buffer) => sizes.push(data.length));
    connection.sendDocument(new Uint8Array(KERNEL_MEGABYTES * MEGABYTE));
    connection.sendUpdate(new Uint8Array(7));
    // Cursors do not wait in that line.
    connection.sendPresence(new Uint8Array(9));
    expect(connection.isOpen).toBe(true);
    client.resume();
    await vi.waitFor(() => expect(sizes).toEqual([KERNEL_MEGABYTES * MEGABYTE, 7]));
    connection.sendPresence(new Uint8Array(9));
    await vi.waitFor(() => expect(sizes).toHaveLength(3));
  });

  it('that sends faster than anybody types is refused, and in the end closed', async () => {
    const closed = closeOf(client);
    for (let count = 0; count < 305; count += 1) client.send(query);
    expect((await closed).code).toBe(CLOSE.policy);
    expect(frames).toBe(300);
  });

  it('gets its budget back with time', async () => {
    for (let count = 0; count < 300; count += 1) client.send(query);
    await vi.waitFor(() => expect(frames).toBe(300));
    now += 1_000;
    for (let count = 0; count < 100; count += 1) client.send(query);
    await vi.waitFor(() => expect(frames).toBe(400));
    expect(connection.isOpen).toBe(true);
  });

  it('answers pings, as far as they are affordable', async () => {
    let pongs = 0;
    client.on('pong', () => {
      pongs += 1;
    });
    for (let count = 0; count < 400; count += 1) client.ping();
    await vi.waitFor(() => expect(pongs).toBe(300));
    // The last of them has been read as well: this comes behind it.
    now += 1_000;
    client.send(query);
    await vi.waitFor(() => expect(frames).toBe(1));
    expect(pongs).toBe(300);
    expect(connection.isOpen).toBe(true);
  });

  it('on whose frame something of ours threw is closed, and the process lives', async () => {
    const closed = closeOf(client);
    client.send(new Uint8Array([0, 2, 2, 0, 0]));
    expect((await closed).code).toBe(CLOSE.serverError);
    expect(failures).toEqual([new Error('ours')]);
  });
});
