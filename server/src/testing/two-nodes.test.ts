/** Two nodes over one log, with a doorbell that the second one never hears. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CLOSE } from '@tavolo/protocol';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { openAllowances } from '../allowances.ts';
import { openLocalBus } from '../bus/local.ts';
import { openMetrics } from '../metrics.ts';
import { openSyncServer } from '../sync/sync-server.ts';
import { openTexts } from '../texts/texts.ts';
import { openHouse } from '../workshop/house.ts';
import { type Stock, stockClient } from './sync-clients.ts';
import { aNeed, openVenue, type Venue } from './venue.ts';

let venue: Venue;
let second: Venue;
let clients: Stock[];

beforeEach(async () => {
  venue = await openVenue();
  second = await anotherNode(venue);
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.leave();
  await second.close();
  await venue.close();
});

/** The same store and the same sessions; a house and a sync server of its own. */
async function anotherNode(first: Venue): Promise<Venue> {
  const { storage, doorkeeper } = first;
  const log = pino({ level: 'silent' });
  const clock = Date.now;
  const house = openHouse({ storage, bus: openLocalBus(), log, clock, random: () => 1 });
  const texts = openTexts({ storage, house, log, clock });
  const sync = openSyncServer({
    house,
    texts,
    doorkeeper,
    log,
    metrics: openMetrics(),
    allowances: openAllowances(clock),
    clock,
  });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => {
    sync.upgrade(request, socket, head);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const workshop = await house.open(first.workshop.id);
  if (workshop === null) throw new Error('not there');
  return {
    ...first,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    house,
    texts,
    sync,
    workshop,
    async close() {
      await sync.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await texts.close();
      await house.close();
    },
  };
}

function connect(at: Venue, doc: Y.Doc, person: Venue['owner']): Stock {
  const headers = { ...person.headers, origin: at.origin };
  const client = stockClient(at, { ...person, headers }, { doc });
  clients.push(client);
  return client;
}

describe('two nodes', () => {
  it('a page that comes from a node which has read more is served, not sent away', async () => {
    const person = await venue.sit('participant');
    await second.workshop.catchUp();
    const doc = new Y.Doc();
    const here = connect(venue, doc, person);
    await venue.orders({ type: 'moveToPhase', phase: 'listen', afterS: 0 }, aNeed('Nuovo'));
    await vi.waitFor(() => expect(doc.getMap('cards').size).toBe(1));
    here.provider.disconnect();
    expect(second.workshop.seq).toBeLessThan(venue.workshop.seq);

    const there = connect(second, doc, person);
    await vi.waitFor(() => expect(there.provider.synced).toBe(true));
    expect(second.workshop.seq).toBe(venue.workshop.seq);
    expect(Buffer.from(Y.encodeStateAsUpdate(second.workshop.board))).toEqual(
      Buffer.from(Y.encodeStateAsUpdate(venue.workshop.board)),
    );
  });

  it('a page that knows what is in no log is sent away by both', async () => {
    const person = await venue.sit('participant');
    await second.workshop.catchUp();
    const doc = new Y.Doc();
    doc.getMap('cards').set('x', 1);
    for (const node of [venue, second]) {
      const client = connect(node, doc, person);
      await vi.waitFor(() => expect(client.closed()?.code).toBe(CLOSE.wrongEpoch));
    }
  });
});
