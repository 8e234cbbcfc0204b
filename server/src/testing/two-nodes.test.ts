/** Two nodes over one log, with a doorbell that the second one never hears. */
import { CLOSE } from '@tavolo/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { type Stock, stockClient } from './sync-clients.ts';
import { aNeed, openVenue, type Venue } from './venue.ts';

let venue: Venue;
let second: Venue;
let clients: Stock[];

beforeEach(async () => {
  venue = await openVenue();
  second = await openVenue(venue.storage, undefined, undefined, undefined, { beside: venue });
  clients = [];
});

afterEach(async () => {
  for (const client of clients) client.leave();
  await second.close();
  await venue.close();
});

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
