/** A text over real sockets, with the stock client: what is acknowledged, shown, and closed. */
import { notesNameOf, textOf, textRoot } from '@tavolo/documents';
import { CLOSE, MESSAGE, type TextPresence } from '@tavolo/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { StorageUnavailable } from '../storage/errors.ts';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import { type Desk, openDesk } from '../testing/desk.ts';
import { bareSocket, closeOf, type Stock } from '../testing/sync-clients.ts';
import type { Person } from '../testing/venue.ts';
import { readFrame, step2Frame, updateFrame } from './frames.ts';

let desk: Desk;
let clients: Stock[];
/** What the store does to the next appends to a text. */
let trouble: (() => Promise<void>) | null;

beforeEach(async () => {
  clients = [];
  trouble = null;
  const storage = openMemoryStorage();
  desk = await openDesk({
    ...storage,
    async appendText(...args) {
      await trouble?.();
      return storage.appendText(...args);
    },
  });
});

afterEach(async () => {
  for (const client of clients) client.leave();
  await desk.close();
});

async function here(person: Person, options: Parameters<Desk['stock']>[1] = {}): Promise<Stock> {
  const client = desk.stock(person, options);
  clients.push(client);
  await vi.waitFor(() => expect(client.provider.synced).toBe(true), { timeout: 10_000 });
  return client;
}

/** The stock client gives up after a close of ours; the page dials again. */
async function comesBack({ provider }: Stock): Promise<void> {
  await vi.waitFor(() => expect(provider.wsconnected).toBe(false));
  provider.connect();
  await vi.waitFor(() => expect(provider.synced).toBe(true));
}

/** A paragraph at the end. */
function write({ doc }: Stock, words: string): Y.XmlText {
  const text = new Y.XmlText(words);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [text]);
  textRoot(doc).push([paragraph]);
  return text;
}

const reads = ({ doc }: Stock): string => textOf(doc).text;
const acknowledged = ({ frames }: Stock): number[] =>
  frames.filter(([kind]) => kind === MESSAGE.acknowledged).map((frame) => frame[1] ?? 0);

describe('a text', () => {
  it('begins with its sections, once, however many open it at the same time', async () => {
    const people = await Promise.all([desk.writer(), desk.writer(), desk.writer()]);
    const all = await Promise.all(people.map((person) => here(person)));
    for (const client of all) {
      expect(
        reads(client)
          .split('\n')
          .filter((line) => line !== ''),
      ).toEqual([
        'Che cosa succede oggi',
        'Come funzionerà',
        'Chi lo porta avanti',
        'Che cosa serve',
        'Come sapremo che funziona',
      ]);
    }
    expect(await desk.venue.storage.readText(desk.key, 0, 10)).toHaveLength(1);
  });

  it('what one writes the others read, and it is acknowledged', async () => {
    const [a, b] = [await here(await desk.writer()), await here(await desk.writer())];
    write(a, 'Mamma è sola il giovedì.');
    await vi.waitFor(() => expect(reads(b)).toContain('Mamma è sola il giovedì.'));
    // The stock client's own empty answer is the first frame.
    expect(acknowledged(a).at(-1)).toBe(2);
    const back = a.frames.filter((frame) => Buffer.from(frame).includes('Mamma'));
    expect(back).toEqual([]);
  });

  it('a pure deletion is acknowledged and kept', async () => {
    const [a, b] = [await here(await desk.writer()), await here(await desk.writer())];
    const text = write(a, 'cancellami');
    await vi.waitFor(() => expect(reads(b)).toContain('cancellami'));
    text.delete(0, 10);
    await vi.waitFor(() => expect(acknowledged(a).at(-1)).toBe(3));
    expect(reads(b)).not.toContain('cancellami');
  });

  it('nothing is acknowledged or shown before the disk has it', async () => {
    const [a, b] = [await here(await desk.writer()), await here(await desk.writer())];
    let settle = (): void => undefined;
    const asked = new Promise<void>((begun) => {
      trouble = () =>
        new Promise((resolve) => {
          settle = resolve;
          begun();
        });
    });
    write(a, 'sul disco');
    await asked;
    const late = desk.stock(await desk.writer());
    clients.push(late);
    await vi.waitFor(() => expect(late.provider.wsconnected).toBe(true));
    expect(acknowledged(a).at(-1) ?? 0).toBeLessThan(2);
    expect(reads(b)).not.toContain('sul disco');
    expect(reads(late)).not.toContain('sul disco');
    settle();
    trouble = null;
    await vi.waitFor(() => expect(reads(late)).toContain('sul disco'));
    expect(reads(b)).toContain('sul disco');
    expect(acknowledged(a).at(-1)).toBe(2);
  });

  it('the last words of somebody who closes the page are kept, though the disk is busy', async () => {
    const [a, leaver] = [await here(await desk.writer()), await here(await desk.writer())];
    let settle = (): void => undefined;
    const asked = new Promise<void>((begun) => {
      trouble = () =>
        new Promise((resolve) => {
          settle = resolve;
          begun();
        });
    });
    write(a, 'prima');
    await asked;
    write(leaver, 'e arrivederci');
    leaver.leave();
    await vi.waitFor(() => expect(desk.venue.sync.count().connections).toBe(1));
    trouble = null;
    settle();
    await vi.waitFor(() => expect(reads(a)).toContain('e arrivederci'));
  });

  it('what the disk does not take is shown to nobody, and sent again', async () => {
    const [a, b] = [await here(await desk.writer()), await here(await desk.writer())];
    let failures = 0;
    trouble = async () => {
      failures += 1;
      if (failures === 1) throw new StorageUnavailable('full');
    };
    write(a, 'per poco');
    await vi.waitFor(() => expect(a.closed()?.code).toBe(CLOSE.serverError));
    expect(reads(b)).not.toContain('per poco');
    await vi.waitFor(() => expect(reads(b)).toContain('per poco'), { timeout: 5_000 });
    expect(failures).toBe(2);
  });

  it('changes made without a connection come back with it', async () => {
    const [a, b] = [await here(await desk.writer()), await here(await desk.writer())];
    a.provider.disconnect();
    const text = write(a, 'In treno');
    text.insert(8, ', piano');
    write(b, 'Al tavolo');
    a.provider.connect();
    await vi.waitFor(() => {
      expect(reads(b)).toContain('In treno, piano');
      expect(reads(a)).toBe(reads(b));
    });
  });

  it('a page that comes back with its old client id goes on; another seat may not use it', async () => {
    const person = await desk.writer();
    const a = await here(person);
    write(a, 'Prima');
    await vi.waitFor(() => expect(acknowledged(a).at(-1)).toBe(2));
    a.leave();
    const again = await here(person, { doc: a.doc });
    write(again, 'Seconda');
    await vi.waitFor(() => expect(acknowledged(again).at(-1)).toBe(2));
    again.leave();

    const thief = desk.stock(await desk.writer(), { doc: a.doc });
    clients.push(thief);
    write(thief, 'A nome di un’altra');
    // It knows more of somebody else's words than we do.
    await vi.waitFor(() => expect(thief.closed()?.code).toBe(CLOSE.wrongEpoch));
    thief.leave();
    const text = await desk.text();
    expect(await text.read((doc) => textOf(doc).text)).toContain('Seconda');
    expect(await text.read((doc) => textOf(doc).text)).not.toContain('altra');
  });

  it('is closed with 4409 to a copy of another epoch, and to one of another past', async () => {
    const wrong = desk.stock(await desk.writer(), { epoch: '7' });
    clients.push(wrong);
    await vi.waitFor(() =>
      expect(wrong.closed()).toEqual({ code: CLOSE.wrongEpoch, reason: '{"epoch":"0"}' }),
    );
    wrong.leave();
    await here(await desk.writer(), { epoch: '0' });

    const [one, two] = [await desk.writer(), await desk.writer()];
    const a = await here(one);
    write(a, 'x');
    await vi.waitFor(() => expect(acknowledged(a).at(-1)).toBe(2));
    const ahead = new Y.Doc();
    Y.applyUpdate(ahead, Y.encodeStateAsUpdate(a.doc));
    a.leave();
    // As if the log had been put back to an earlier day.
    write({ ...a, doc: a.doc }, 'più avanti');
    const past = desk.stock(two, { doc: a.doc });
    clients.push(past);
    await vi.waitFor(() => expect(past.closed()?.code).toBe(CLOSE.wrongEpoch));
  });

  it('is unknown where there is no such proposal', async () => {
    for (const name of [
      'proposal-x',
      'proposal-00000000-0000-4000-8000-000000000000',
      'table-1',
      'table-00000000-0000-4000-8000-000000000000',
    ]) {
      const path = `/sync/${desk.venue.workshop.id}/${name}`;
      const socket = await bareSocket(desk.venue, desk.venue.owner.headers, path);
      expect((await closeOf(socket)).code).toBe(CLOSE.unknownDocument);
    }
  });
});

describe('rights', () => {
  it('who may only read is shown everything, is not asked, and writes nothing', async () => {
    const a = await here(await desk.writer());
    const reader = await here(await desk.venue.sit('participant'));
    write(a, 'per tutti');
    await vi.waitFor(() => expect(reads(reader)).toContain('per tutti'));
    const kinds = reader.frames
      .filter(([kind]) => kind === MESSAGE.sync)
      .map((frame) => readFrame(frame).is);
    expect(kinds).not.toContain('step1');
    write(reader, 'vietato');
    await vi.waitFor(() => expect(reader.closed()?.code).toBe(CLOSE.forbidden));
    reader.leave();
    expect(await (await desk.text()).read((doc) => textOf(doc).text)).not.toContain('vietato');
    expect(reads(a)).not.toContain('vietato');
  });

  it('a phase, a role or a table that changes them closes the sockets concerned, at once', async () => {
    const [person, other] = [await desk.writer(), await desk.writer()];
    const [a, b] = [await here(person), await here(other)];
    await desk.assign(person.seatId, null);
    await vi.waitFor(() => expect(a.closed()?.code).toBe(CLOSE.forbidden));
    expect(b.closed()).toBeNull();
    await comesBack(a);
    write(b, 'ancora mio');
    await vi.waitFor(() => expect(reads(a)).toContain('ancora mio'));

    await desk.venue.orders({ type: 'moveToPhase', phase: 'plenary', afterS: 0 });
    await vi.waitFor(() => expect(b.closed()?.code).toBe(CLOSE.forbidden));
    await comesBack(b);
    const host = await desk.venue.sit('participant');
    const c = await here(host);
    await desk.venue.orders({ type: 'setRole', seatId: host.seatId, role: 'table-host' });
    await vi.waitFor(() => expect(c.closed()?.code).toBe(CLOSE.forbidden));
    await comesBack(c);
    write(c, 'dalla plenaria');
    await vi.waitFor(() => expect(reads(b)).toContain('dalla plenaria'));
  });

  it('what is typed while the phase moves on is not kept, whoever is faster', async () => {
    const a = await here(await desk.writer());
    let moved: Promise<void> | null = null;
    trouble = async () => {
      // Between the look at the rights and the commit.
      moved ??= desk.venue.orders({ type: 'moveToPhase', phase: 'plenary', afterS: 0 });
      await moved;
    };
    write(a, 'troppo tardi');
    await vi.waitFor(() => expect(a.closed()?.code).toBe(CLOSE.forbidden));
    a.leave();
    expect(await desk.venue.storage.readText(desk.key, 0, 10)).toHaveLength(1);
    expect(await (await desk.text()).read((doc) => textOf(doc).text)).not.toContain('tardi');
  });
});

describe('a table’s notes', () => {
  it('begin empty, are written by its people, read by everybody, and kept like a proposal’s text', async () => {
    const document = notesNameOf(desk.tableId);
    const person = await desk.writer();
    const a = await here(person, { document });
    const reader = await here(await desk.venue.sit('observer'), { document });
    expect(reads(a)).toBe('');
    write(a, 'da chiedere al Comune');
    await vi.waitFor(() => expect(reads(reader)).toContain('da chiedere al Comune'));
    write(reader, 'vietato');
    await vi.waitFor(() => expect(reader.closed()?.code).toBe(CLOSE.forbidden));
    reader.leave();
    const key = { workshopId: desk.venue.workshop.id, name: document };
    expect((await desk.venue.storage.readText(key, 0, 10)).map(({ seatId }) => seatId)).toEqual([
      null,
      person.seatId,
    ]);
    await desk.assign(person.seatId, null);
    await vi.waitFor(() => expect(a.closed()?.code).toBe(CLOSE.forbidden));
  });
});

describe('carets', () => {
  const seen = (by: Stock, of: Stock): TextPresence | undefined =>
    by.provider.awareness.getStates().get(of.doc.clientID) as TextPresence | undefined;

  const caret = (doc: Y.Doc) => {
    const place = Y.createRelativePositionFromTypeIndex(textRoot(doc), 1);
    return JSON.parse(JSON.stringify({ anchor: place, head: place })) as object;
  };

  it('have the name of the seat, whatever the client says, and none for who may not write', async () => {
    const person = await desk.writer();
    const [a, b] = [await here(person), await here(await desk.writer())];
    const reader = await here(await desk.venue.sit('participant'));
    const cursor = caret(a.doc);
    a.provider.awareness.setLocalState({ user: { name: 'Il sindaco', color: 'url(x)' }, cursor });
    reader.provider.awareness.setLocalState({ user: { name: 'x' }, cursor });
    b.provider.awareness.setLocalState({ cursor: { anchor: 'x'.repeat(10), head: null } });
    await vi.waitFor(() => expect(seen(b, a)?.cursor).toEqual(cursor));
    const name = desk.venue.workshop.state.seats.get(person.seatId)?.name;
    expect(seen(b, a)?.user.name).toBe(name);
    expect(seen(b, a)?.user.color).toMatch(/^#[0-9a-f]{6}$/);
    await vi.waitFor(() => expect(seen(a, b)?.cursor).toBeNull());
    expect(seen(a, reader)).toBeUndefined();
    expect(seen(reader, a)?.cursor).toEqual(cursor);
  });

  it('an id that somebody is here with, or has written with, is nobody else’s', async () => {
    const a = await here(await desk.writer());
    a.provider.awareness.setLocalState({ cursor: caret(a.doc) });
    const watcher = await here(await desk.writer());
    await vi.waitFor(() => expect(seen(watcher, a)).toBeDefined());
    // Not written with yet: reserved by being here.
    const thief = new Y.Doc();
    thief.clientID = a.doc.clientID;
    const text = await desk.text();
    Y.applyUpdate(thief, await text.read((doc) => Y.encodeStateAsUpdate(doc)));
    const before = Y.encodeStateVector(thief);
    textRoot(thief).insert(0, [new Y.XmlElement('paragraph')]);
    const socket = await bareSocket(desk.venue, (await desk.writer()).headers, desk.path);
    socket.send(updateFrame(Y.encodeStateAsUpdate(thief, before)));
    expect(await closeOf(socket)).toEqual({ code: CLOSE.contentDenied, reason: 'foreign-client' });
  });
});

describe('frames', () => {
  const nextAck = (socket: WebSocket): Promise<number> =>
    new Promise((resolve) => {
      socket.on('message', (data: Buffer) => {
        if (data[0] === MESSAGE.acknowledged) resolve(data[1] ?? 0);
      });
    });

  it('one after a lost one is not acknowledged; the rest is asked for, and then it is', async () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, await (await desk.text()).read((kept) => Y.encodeStateAsUpdate(kept)));
    const sent: Uint8Array[] = [];
    const before = Y.encodeStateVector(doc);
    doc.on('update', (update: Uint8Array) => sent.push(update));
    const paragraph = new Y.XmlElement('paragraph');
    textRoot(doc).insert(0, [paragraph]);
    paragraph.insert(0, [new Y.XmlText('uno')]);
    const socket = await bareSocket(desk.venue, (await desk.writer()).headers, desk.path);
    const asked = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        if (data[0] === MESSAGE.sync && readFrame(data).is === 'step1') resolve();
      });
    });
    const ack = nextAck(socket);
    socket.send(updateFrame(sent[1] ?? new Uint8Array()));
    await asked;
    socket.send(updateFrame(new Uint8Array([0, 0])));
    socket.send(step2Frame(Y.encodeStateAsUpdate(doc, before)));
    expect(await ack).toBe(3);
    expect(await (await desk.text()).read((kept) => textOf(kept).text)).toContain('uno');
    socket.terminate();
  });

  it('more than anybody types are read slowly, and none is lost', async () => {
    const writer = await here(await desk.writer());
    const text = write(writer, '');
    for (let count = 0; count < 700; count += 1) text.insert(count, 'x');
    const reader = await here(await desk.writer());
    await vi.waitFor(() => expect(reads(reader)).toContain('x'.repeat(700)), { timeout: 20_000 });
    expect(writer.closed()).toBeNull();
  }, 30_000);

  it('somebody who does not read holds nobody up, and has it all when they do', async () => {
    const a = await here(await desk.writer());
    const b = await here(await desk.writer());
    const idle = await bareSocket(desk.venue, (await desk.writer()).headers, desk.path);
    const copy = new Y.Doc();
    idle.send(new Uint8Array([MESSAGE.sync, 0, 1, 0]));
    await new Promise((resolve) => idle.once('message', resolve));
    idle.pause();
    idle.on('message', (data: Buffer) => {
      const frame = data[0] === MESSAGE.sync ? readFrame(data) : null;
      if (frame?.is === 'write') Y.applyUpdate(copy, frame.update);
    });
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(b.doc));
    const text = write(a, '');
    for (let count = 0; count < 20; count += 1) text.insert(0, 'abcdefghij'.repeat(2_000));
    text.insert(0, 'fine ');
    await vi.waitFor(() => expect(reads(b)).toContain('fine '), { timeout: 10_000 });
    expect(textOf(copy).text).not.toContain('fine ');
    idle.resume();
    await vi.waitFor(() => expect(textOf(copy).text).toBe(reads(b)), { timeout: 10_000 });
    idle.terminate();
  }, 30_000);
});
