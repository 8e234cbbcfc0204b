import { readWall } from '@tavolo/documents';
import { CLOSE, MAX_BOARD_FRAME } from '@tavolo/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { LIMITS } from '../limits.ts';
import { bareSocket, closeOf, type Stock, stockClient } from '../testing/sync-clients.ts';
import { aNeed, anyId, openVenue, type Person, type Venue } from '../testing/venue.ts';
import { step2Frame, updateFrame } from './frames.ts';

let venue: Venue;
let clients: Stock[];

beforeEach(async () => {
  venue = await openVenue();
  clients = [];
  await venue.orders({ type: 'moveToPhase', phase: 'listen', afterS: 0 }, aNeed('Una panchina'));
});

afterEach(async () => {
  for (const client of clients) client.leave();
  await venue.close();
});

function connect(person: Person, options: Parameters<typeof stockClient>[2] = {}): Stock {
  const client = stockClient(venue, person, options);
  clients.push(client);
  return client;
}

const textsOn = (doc: Y.Doc): string[] =>
  [...readWall(doc).cards.values()].map((card) => card.text).sort();

const bytesOf = (doc: Y.Doc): string => Buffer.from(Y.encodeStateAsUpdate(doc)).toString('hex');

const truth = (): string => bytesOf(venue.workshop.board);

async function synced(client: Stock): Promise<void> {
  await vi.waitFor(() => expect(client.provider.synced).toBe(true));
}

describe('the board over the wire', () => {
  it('comes whole to the stock client, and every change after it', async () => {
    const person = await venue.sit('participant');
    const client = connect(person, { epoch: venue.workshop.boardEpoch });
    await synced(client);
    expect(bytesOf(client.doc)).toBe(truth());
    await venue.orders(aNeed('Un ascensore'));
    await vi.waitFor(() => expect(textsOn(client.doc)).toEqual(['Un ascensore', 'Una panchina']));
    expect(bytesOf(client.doc)).toBe(truth());
  });

  it('is whole at the moment in which the stock client takes itself to be in step', async () => {
    const person = await venue.sit('participant');
    // Whoever comes first has the board encoded; what is written afterwards is not in those bytes.
    await synced(connect(person));
    await venue.orders(aNeed('Un ascensore'), aNeed('Una rampa'));
    const next = connect(person);
    const atSync: string[] = [];
    next.provider.on('sync', (isSynced) => isSynced && atSync.push(bytesOf(next.doc)));
    await synced(next);
    expect(atSync).toEqual([truth()]);
  });

  it.each([40, 120])('tells %i decisions of one turn in few frames', async (count) => {
    const client = connect(await venue.sit('participant'));
    await synced(client);
    const before = client.frames.length;
    await venue.orders(...Array.from({ length: count }, (_, index) => aNeed(`Bisogno ${index}`)));
    await vi.waitFor(() => expect(bytesOf(client.doc)).toBe(truth()));
    expect(client.frames.length - before).toBeLessThan(5);
  });

  it('sends only what is lacking to who comes back, removals too', async () => {
    const person = await venue.sit('participant');
    const need = aNeed('Da ritirare');
    await venue.orders(need);
    const first = connect(person);
    await synced(first);
    first.provider.disconnect();
    if (need.type !== 'writeCard') throw new Error('not a need');
    await venue.orders({ type: 'withdrawCard', cardId: need.cardId }, aNeed('Nuovo'));
    const again = connect(person, { doc: first.doc });
    await synced(again);
    expect(textsOn(again.doc)).toEqual(['Nuovo', 'Una panchina']);
    expect(bytesOf(again.doc)).toBe(truth());
  });

  it('a client that writes to it changes nothing, here or on other screens', async () => {
    const other = connect(await venue.sit('participant'));
    const writer = connect(await venue.sit('participant'));
    await Promise.all([synced(other), synced(writer)]);
    const before = truth();

    const cards = writer.doc.getMap<Record<string, unknown>>('cards');
    const [id = '', card = {}] = [...cards.entries()][0] ?? [];
    cards.set(id, { ...card, text: 'FALSO' });
    cards.delete(id);
    writer.doc.getMap('meta').set('seq', 9_999);
    writer.doc.getText('body').insert(0, 'FALSO');
    writer.doc.getMap('cards').set('x', { text: 'FALSO' });
    // The fifth refused frame ends the connection; dialling again, its copy is one of no epoch.
    await vi.waitFor(() => expect(writer.closed()?.code).toBe(CLOSE.policy));
    await vi.waitFor(() => expect(writer.closed()?.code).toBe(CLOSE.wrongEpoch));

    expect(truth()).toBe(before);
    await venue.orders(aNeed('Dopo'));
    await vi.waitFor(() => expect(textsOn(other.doc)).toEqual(['Dopo', 'Una panchina']));
    expect(bytesOf(other.doc)).toBe(truth());
    expect(JSON.stringify(other.doc.toJSON())).not.toContain('FALSO');
  });

  it('empty answers of the stock client are manners, and five real ones are the end', async () => {
    const { headers } = await venue.sit('participant');
    const polite = await bareSocket(venue, headers);
    for (let count = 0; count < 20; count += 1) polite.send(step2Frame(new Uint8Array([0, 0])));
    const answered = new Promise((resolve) => polite.once('message', resolve));
    polite.send(new Uint8Array([0, 0, 1, 0]));
    await answered;
    polite.close();

    const rude = await bareSocket(venue, headers);
    const closed = closeOf(rude);
    const doc = new Y.Doc();
    doc.getMap('cards').set('x', 1);
    for (let count = 0; count < 5; count += 1) {
      rude.send(updateFrame(Y.encodeStateAsUpdate(doc)));
    }
    expect((await closed).code).toBe(CLOSE.policy);
  });

  it('sends a copy of another epoch away with the one to dial, and then shows the truth', async () => {
    const person = await venue.sit('participant');
    const stale = connect(person, { epoch: '0.0' });
    await vi.waitFor(() => expect(stale.closed()?.code).toBe(CLOSE.wrongEpoch));
    const { epoch } = JSON.parse(stale.closed()?.reason ?? '{}') as { epoch?: string };
    expect(epoch).toBe(venue.workshop.boardEpoch);
    expect(textsOn(stale.doc)).toEqual([]);

    const fresh = connect(person, epoch === undefined ? {} : { epoch });
    await synced(fresh);
    expect(bytesOf(fresh.doc)).toBe(truth());
  });

  it('sends away a copy that knows more than the log, with or without an epoch', async () => {
    const person = await venue.sit('participant');
    const ahead = new Y.Doc();
    Y.applyUpdate(ahead, Y.encodeStateAsUpdate(venue.workshop.board));
    ahead.clientID = 1;
    ahead.getMap('meta').set('seq', 9_999);
    for (const options of [{ doc: ahead }, { doc: ahead, epoch: venue.workshop.boardEpoch }]) {
      const client = connect(person, options);
      await vi.waitFor(() => expect(client.closed()?.code).toBe(CLOSE.wrongEpoch));
    }
  });
});

describe('the door of the board', () => {
  const closeCode = async (headers: Readonly<Record<string, string>>, path?: string) =>
    (await closeOf(await bareSocket(venue, headers, path))).code;

  it('tells a page without a session from one without a document', async () => {
    const { headers } = await venue.sit('participant');
    const { origin } = venue;
    expect(await closeCode({ origin })).toBe(CLOSE.unauthorised);
    expect(await closeCode({ origin, cookie: `tavolo=${'A'.repeat(43)}` })).toBe(
      CLOSE.unauthorised,
    );
    expect(await closeCode(headers, `/sync/${anyId()}/board`)).toBe(CLOSE.unknownDocument);
    expect(await closeCode(headers, '/sync/none/board')).toBe(CLOSE.unknownDocument);
    expect(await closeCode(headers, `/sync/${venue.workshop.id}/proposal-1`)).toBe(
      CLOSE.unknownDocument,
    );
    expect(await closeCode(headers, `/sync/${venue.workshop.id}/board/more`)).toBe(
      CLOSE.unknownDocument,
    );
  });

  it('a foreign origin, or none, is refused before the upgrade', async () => {
    const { headers } = await venue.sit('participant');
    const { cookie } = headers;
    const foreign = { cookie, origin: 'http://127.0.0.1:1' };
    await expect(bareSocket(venue, foreign)).rejects.toThrow('403');
    await expect(bareSocket(venue, { cookie })).rejects.toThrow('403');
  });

  it('frames over the limit are too big', async () => {
    const { headers } = await venue.sit('participant');
    const socket = await bareSocket(venue, headers);
    const closed = closeOf(socket);
    socket.send(new Uint8Array(MAX_BOARD_FRAME + 1));
    expect((await closed).code).toBe(CLOSE.tooBig);
  });

  it('one seat has so many connections and no more', async () => {
    const { headers } = await venue.sit('participant');
    const sockets = await Promise.all(
      Array.from({ length: LIMITS.socketsPerSeat }, () => bareSocket(venue, headers)),
    );
    const { code } = await closeOf(await bareSocket(venue, headers));
    expect(code).toBe(CLOSE.policy);
    for (const socket of sockets) socket.terminate();
  });

  it('ends one session of a seat and leaves its other browser alone', async () => {
    const person = await venue.sit('participant');
    const elsewhere = await venue.again(person);
    const [here, there] = await Promise.all([
      bareSocket(venue, person.headers),
      bareSocket(venue, elsewhere.headers),
    ]);
    const closed = closeOf(here);
    venue.sync.tokenRotated(person.tokenHash, 'next');
    venue.sync.leaveSeat(venue.workshop.id, person.seatId, person.tokenHash);
    expect(venue.sync.count().connections).toBe(2);
    venue.sync.leaveSeat(venue.workshop.id, person.seatId, 'next');
    expect((await closed).code).toBe(CLOSE.unauthorised);
    expect(there.readyState).toBe(there.OPEN);
    there.terminate();
  });

  it('keeps nothing of a workshop after the last has left', async () => {
    const people = await Promise.all([venue.sit('participant'), venue.sit('observer')]);
    const joined = people.map((person) => connect(person));
    await Promise.all(joined.map(synced));
    expect(venue.sync.count()).toEqual({ rooms: 1, connections: 2 });
    for (const client of joined) client.leave();
    await vi.waitFor(() => expect(venue.sync.count()).toEqual({ rooms: 0, connections: 0 }));
  });

  it('on closing tells everybody to come back, spread over time', async () => {
    const { headers } = await venue.sit('participant');
    const socket = await bareSocket(venue, headers);
    const closed = closeOf(socket);
    await venue.sync.close();
    const { code, reason } = await closed;
    expect(code).toBe(CLOSE.restarting);
    expect((JSON.parse(reason) as { retryAfter: number }).retryAfter).toBeLessThan(10_000);
    await expect(bareSocket(venue, headers)).rejects.toThrow('503');
  });
});
