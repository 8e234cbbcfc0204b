import type { Role } from '@tavolo/model';
import { CLOSE, MESSAGE, type Presence } from '@tavolo/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { bareSocket, closeOf, type Stock, stockClient } from '../testing/sync-clients.ts';
import { openVenue, type Person, type Venue } from '../testing/venue.ts';
import { presenceFrame, presenceLine } from './frames.ts';

let venue: Venue;
let clients: Stock[];

beforeEach(async () => {
  venue = await openVenue();
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.leave();
  await venue.close();
});

async function here(role: Role): Promise<{ person: Person; client: Stock }> {
  const person = await venue.sit(role);
  const client = stockClient(venue, person);
  clients.push(client);
  await vi.waitFor(() => expect(client.provider.synced).toBe(true));
  return { person, client };
}

const point = ({ provider }: Stock, x: number): void =>
  provider.awareness.setLocalState({ cursor: { x, y: 0 }, holding: null });

/** What one client sees of another. */
const seen = (by: Stock, of: Stock): Presence | undefined =>
  by.provider.awareness.getStates().get(of.doc.clientID) as Presence | undefined;

const cursorOf = (by: Stock, client: number): number | undefined =>
  (by.provider.awareness.getStates().get(client) as Presence | undefined)?.cursor?.x;

const lineAt = (client: number, x: number): Uint8Array =>
  presenceLine(client, 1, JSON.stringify({ cursor: { x, y: 0 }, holding: null }));

/** Resolves once everything that a bare socket has sent so far was read. */
const answered = (socket: WebSocket): Promise<void> =>
  new Promise((resolve) => {
    socket.on('message', (data: Buffer) => {
      if (data[0] === MESSAGE.sync) resolve();
    });
    socket.send(new Uint8Array([MESSAGE.sync, 0, 1, 0]));
  });

const nameOf = ({ seatId }: Person): string | undefined =>
  venue.workshop.state.seats.get(seatId)?.name;

describe('presence', () => {
  it('carries the name of the seat, whatever the client says, and no id of it', async () => {
    const [a, b] = [await here('participant'), await here('participant')];
    point(a.client, 12);
    await vi.waitFor(() => expect(seen(b.client, a.client)?.cursor).toEqual({ x: 12, y: 0 }));
    const shown = seen(b.client, a.client);
    expect(shown?.name).toBe(nameOf(a.person));
    expect(JSON.stringify(shown)).not.toContain(a.person.seatId);

    a.client.provider.awareness.setLocalState({ cursor: null, holding: null, name: 'Il sindaco' });
    point(b.client, 1);
    await vi.waitFor(() => expect(seen(a.client, b.client)?.cursor?.x).toBe(1));
    expect(seen(b.client, a.client)?.name).toBe(nameOf(a.person));
  });

  it('the latest position wins, and one’s own never comes back', async () => {
    const [a, b] = [await here('participant'), await here('participant')];
    for (let x = 0; x <= 200; x += 1) point(a.client, x);
    await vi.waitFor(() => expect(seen(b.client, a.client)?.cursor?.x).toBe(200));
    expect(a.client.provider.awareness.getLocalState()).toEqual({
      cursor: { x: 200, y: 0 },
      holding: null,
    });
    // 201 states were sent; rounds at 20 Hz make a handful of frames of them.
    expect(b.client.frames.length).toBeLessThan(20);
  });

  it('who comes later sees who is there already', async () => {
    const a = await here('participant');
    point(a.client, 5);
    const b = await here('participant');
    point(b.client, 6);
    await vi.waitFor(() => expect(seen(a.client, b.client)?.cursor?.x).toBe(6));
    const late = await here('participant');
    await vi.waitFor(() => {
      expect(seen(late.client, a.client)?.cursor?.x).toBe(5);
      expect(seen(late.client, b.client)?.cursor?.x).toBe(6);
    });
  });

  it('is gone when the socket is, and comes back with it', async () => {
    const [a, b] = [await here('participant'), await here('participant')];
    point(a.client, 3);
    await vi.waitFor(() => expect(seen(b.client, a.client)?.cursor?.x).toBe(3));
    a.client.provider.disconnect();
    await vi.waitFor(() => expect(seen(b.client, a.client)).toBeUndefined());
    a.client.provider.connect();
    point(a.client, 4);
    await vi.waitFor(() => expect(seen(b.client, a.client)?.cursor?.x).toBe(4));
  });

  it('nobody moves or removes somebody else', async () => {
    const [a, b] = [await here('participant'), await here('participant')];
    point(a.client, 7);
    await vi.waitFor(() => expect(seen(b.client, a.client)?.cursor?.x).toBe(7));
    const stranger = await bareSocket(venue, (await venue.sit('participant')).headers);
    const { clientID } = a.client.doc;
    stranger.send(presenceFrame([presenceLine(clientID, Date.now() * 2, 'null')]));
    stranger.send(presenceFrame([lineAt(clientID, 66)]));
    stranger.send(presenceFrame([lineAt(77, 1)]));
    // With an id of its own, what it says of others is an echo: not theirs, and not its own.
    stranger.send(presenceFrame([lineAt(clientID, 67), lineAt(88, 68)]));
    await vi.waitFor(() => expect(cursorOf(b.client, 77)).toBe(1));
    stranger.send(presenceFrame([lineAt(88, 69), lineAt(77, 2)]));
    await vi.waitFor(() => expect(cursorOf(b.client, 77)).toBe(2));
    expect(seen(b.client, a.client)?.cursor?.x).toBe(7);
    expect(cursorOf(b.client, 88)).toBeUndefined();
    expect(b.client.frames.some((frame) => /"x":6\d/.test(Buffer.from(frame).toString()))).toBe(
      false,
    );
    stranger.terminate();
  });

  it('an id in use is not taken by another seat, but goes with its own to a new connection', async () => {
    const watcher = await here('participant');
    const person = await venue.sit('participant');
    const [first, stranger] = [
      await bareSocket(venue, person.headers),
      await bareSocket(venue, (await venue.sit('participant')).headers),
    ];
    first.send(presenceFrame([lineAt(5, 1)]));
    await answered(first);
    stranger.send(presenceFrame([lineAt(5, 66)]));
    await answered(stranger);
    await vi.waitFor(() => expect(cursorOf(watcher.client, 5)).toBe(1));

    // Its old connection is dead and nobody has noticed yet: the page dials again.
    const again = await bareSocket(venue, person.headers);
    const told: string[] = [];
    again.on('message', (data: Buffer) => told.push(data.toString()));
    again.send(presenceFrame([lineAt(5, 2)]));
    point(watcher.client, 9);
    await vi.waitFor(() => expect(cursorOf(watcher.client, 5)).toBe(2));
    await vi.waitFor(() => expect(told.some((frame) => frame.includes('"x":9'))).toBe(true));
    expect(told.some((frame) => /"x":[12],/.test(frame))).toBe(false);
    first.terminate();
    again.send(presenceFrame([lineAt(5, 3)]));
    await vi.waitFor(() => expect(cursorOf(watcher.client, 5)).toBe(3));
    for (const socket of [stranger, again]) socket.terminate();
    await vi.waitFor(() => expect(watcher.client.provider.awareness.getStates().size).toBe(1));
  });

  it('an observer is there without a cursor', async () => {
    const [watcher, b] = [await here('observer'), await here('participant')];
    point(watcher.client, 9);
    await vi.waitFor(() => expect(seen(b.client, watcher.client)?.name).toBeDefined());
    expect(seen(b.client, watcher.client)?.cursor).toBeNull();
  });

  it('there is none in the writing phase, and it comes back afterwards', async () => {
    const [a, b] = [await here('participant'), await here('participant')];
    point(a.client, 1);
    await vi.waitFor(() => expect(seen(b.client, a.client)).toBeDefined());
    await venue.orders({ type: 'moveToPhase', phase: 'write', afterS: 0 });
    await vi.waitFor(() => expect(seen(b.client, a.client)).toBeUndefined());
    const silent = await bareSocket(venue, (await venue.sit('participant')).headers);
    silent.send(presenceFrame([lineAt(5, 66)]));
    await answered(silent);
    await venue.orders({ type: 'moveToPhase', phase: 'share', afterS: 0 });
    point(a.client, 3);
    // Had the silent one been heard, it would have come with this round or before it.
    await vi.waitFor(() => expect(seen(b.client, a.client)?.cursor?.x).toBe(3));
    expect(b.client.frames.some((frame) => Buffer.from(frame).includes('"x":66'))).toBe(false);
    silent.terminate();
  });

  it('in a full room who points at nothing is not shown, who points is', async () => {
    const { client } = await here('participant');
    const sockets: WebSocket[] = [];
    const people = await Promise.all(Array.from({ length: 11 }, () => venue.sit('participant')));
    for (const { headers } of people) {
      const some = Array.from({ length: 19 }, () => bareSocket(venue, headers));
      sockets.push(...(await Promise.all(some)));
    }
    const [first, ...idle] = sockets;
    idle.forEach((socket, n) => {
      socket.send(presenceFrame([presenceLine(1_000 + n, 1, '{}')]));
    });
    await Promise.all(idle.map(answered));
    first?.send(presenceFrame([lineAt(999, 5)]));
    await vi.waitFor(() => expect(cursorOf(client, 999)).toBe(5));
    expect([...client.provider.awareness.getStates().keys()]).toEqual([client.doc.clientID, 999]);
    // Whose hand rests leaves the others' walls, too.
    first?.send(presenceFrame([presenceLine(999, 2, '{"cursor":null,"holding":null}')]));
    await vi.waitFor(() => expect(client.provider.awareness.getStates().has(999)).toBe(false));
    for (const socket of sockets) socket.terminate();
  });

  it('a state over the limit is refused, and five end the connection', async () => {
    const socket = await bareSocket(venue, (await venue.sit('participant')).headers);
    const closed = closeOf(socket);
    const fat = JSON.stringify({ cursor: null, holding: 'x'.repeat(3_000) });
    for (let clock = 1; clock <= 5; clock += 1) {
      socket.send(presenceFrame([presenceLine(5, clock, fat)]));
    }
    expect((await closed).code).toBe(CLOSE.policy);
  });
});
