/** Who reads a text: everybody of its workshop, and nobody else. Who writes it: its table. */
import { textOf, textRoot } from '@tavolo/documents';
import type { TableId } from '@tavolo/model';
import { CLOSE, MESSAGE } from '@tavolo/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { type Desk, openDesk } from '../testing/desk.ts';
import { bareSocket, closeOf, type Stock } from '../testing/sync-clients.ts';
import { anyId, type Person } from '../testing/venue.ts';
import { presenceFrame, presenceLine, step1Frame } from './frames.ts';

const CANARY = 'canarino-4713';

let desk: Desk;
let clients: Stock[];

beforeEach(async () => {
  clients = [];
  desk = await openDesk();
});
afterEach(async () => {
  for (const client of clients) client.leave();
  await desk.close();
});

async function here(person: Person): Promise<Stock> {
  const client = desk.stock(person);
  clients.push(client);
  await vi.waitFor(() => expect(client.provider.synced).toBe(true), { timeout: 10_000 });
  return client;
}

function writes({ doc }: Stock, words: string): void {
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words)]);
    textRoot(doc).push([paragraph]);
  });
}

describe('who has no seat in the workshop', () => {
  const strangers: Record<string, () => Promise<Person['headers']>> = {
    'nobody at all': async () => ({ ...desk.venue.owner.headers, cookie: '' }),
    'somebody of another workshop': async () => {
      // On the same disk, with a session that is good there.
      const elsewhere = await openDesk({
        ...desk.venue.storage,
        close: async () => undefined,
      });
      try {
        const { cookie } = (await elsewhere.writer()).headers;
        const forged = cookie.replace(elsewhere.venue.workshop.id, desk.venue.workshop.id);
        return { ...desk.venue.owner.headers, cookie: forged };
      } finally {
        await elsewhere.close();
      }
    },
  };
  for (const [who, headersOf] of Object.entries(strangers)) {
    it(`${who} is sent not one byte of it, whatever they ask first`, async () => {
      const writer = await here(await desk.writer());
      writes(writer, CANARY);
      const socket = await bareSocket(desk.venue, await headersOf(), desk.path);
      const heard: Buffer[] = [];
      socket.on('message', (data: Buffer) => heard.push(data));
      socket.send(step1Frame(Y.encodeStateVector(new Y.Doc())));
      socket.send(presenceFrame([presenceLine(7, 1, '{}')]));
      writes(writer, `${CANARY} ancora`);
      expect((await closeOf(socket)).code).toBe(CLOSE.unauthorised);
      expect(heard).toEqual([]);
    });
  }

  it('who had one is closed as the session ends, and hears nothing further', async () => {
    const writer = await here(await desk.writer());
    const person = await desk.writer();
    const left = await here(person);
    desk.venue.sync.leaveSeat(desk.venue.workshop.id, person.seatId, person.tokenHash);
    writes(writer, CANARY);
    await vi.waitFor(() => expect(left.closed()?.code).toBe(CLOSE.unauthorised));
    await desk.text().then((text) => text.read(() => null));
    expect(left.frames.some((frame) => Buffer.from(frame).includes(CANARY))).toBe(false);
  });
});

describe('who is in the workshop but not at the table', () => {
  const readers: Record<string, () => Promise<Person>> = {
    'an observer': () => desk.venue.sit('observer'),
    'an observer whom somebody put at the table': async () => {
      const person = await desk.venue.sit('observer');
      await desk.assign(person.seatId, desk.tableId);
      return person;
    },
    'a participant of no table': () => desk.venue.sit('participant'),
    'a participant of another table': async () => {
      const tableId = anyId<TableId>();
      await desk.venue.orders({ type: 'createTable', tableId, name: 'Tavolo 2' });
      const person = await desk.venue.sit('participant');
      await desk.assign(person.seatId, tableId);
      return person;
    },
  };
  for (const [who, sit] of Object.entries(readers)) {
    it(`${who} reads it as it grows, is not asked, and writes nothing`, async () => {
      const writer = await here(await desk.writer());
      writes(writer, CANARY);
      const reader = await here(await sit());
      await vi.waitFor(() => expect(textOf(reader.doc).text).toContain(CANARY));
      writes(writer, 'in diretta');
      await vi.waitFor(() => expect(textOf(reader.doc).text).toContain('in diretta'));
      const asked = reader.frames.some(([kind, step]) => kind === MESSAGE.sync && step === 0);
      expect(asked).toBe(false);
      writes(reader, 'vietato');
      await vi.waitFor(() => expect(reader.closed()?.code).toBe(CLOSE.forbidden));
      reader.leave();
      const kept = await (await desk.text()).read((doc) => textOf(doc).text);
      expect(kept).not.toContain('vietato');
      expect(textOf(writer.doc).text).toBe(kept);
    });
  }
});
