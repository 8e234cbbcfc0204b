import type { Role } from '@tavolo/model';
import { CLOSE, type Presence } from '@tavolo/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
    const clock = Date.now() * 2;
    const { clientID } = a.client.doc;
    stranger.send(presenceFrame([presenceLine(clientID, clock, 'null')]));
    stranger.send(
      presenceFrame([
        presenceLine(clientID, clock, JSON.stringify({ cursor: { x: 66, y: 6 }, holding: null })),
      ]),
    );
    // What the stranger says of itself comes through after it: the rest has been heard by then.
    stranger.send(
      presenceFrame([
        presenceLine(77, 1, JSON.stringify({ cursor: { x: 1, y: 1 }, holding: null })),
      ]),
    );
    await vi.waitFor(() => expect(b.client.provider.awareness.getStates().has(77)).toBe(true));
    expect(seen(b.client, a.client)?.cursor?.x).toBe(7);
    stranger.terminate();
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
    const before = b.client.frames.length;
    point(a.client, 2);
    point(b.client, 2);
    await venue.orders({ type: 'moveToPhase', phase: 'share', afterS: 0 });
    point(a.client, 3);
    await vi.waitFor(() => expect(seen(b.client, a.client)?.cursor?.x).toBe(3));
    const between = b.client.frames.slice(before).map((frame) => Buffer.from(frame).toString());
    expect(between.some((text) => text.includes('"x":2'))).toBe(false);
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
