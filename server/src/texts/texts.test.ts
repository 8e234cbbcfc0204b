/** Texts in memory: versions, what is restored, what the editor cannot show, and leaving memory. */
import { ALLOWED_MARKS, ALLOWED_NODES, textOf, textRoot } from '@tavolo/documents';
import type { SeatId } from '@tavolo/model';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { openLocalBus } from '../bus/local.ts';
import { type Desk, openDesk } from '../testing/desk.ts';
import { textsIn } from '../testing/some-edit.ts';
import type { OpenText, TextChange, Written } from './contract.ts';
import { structureOf, TEXT_SCHEMA } from './structure.ts';
import { emptyText, textFrom } from './text-document.ts';
import { openTexts } from './texts.ts';

let desk: Desk;
let text: OpenText;
let anna: SeatId;

beforeEach(async () => {
  desk = await openDesk();
  text = await desk.text();
  anna = (await desk.writer()).seatId;
});
afterEach(() => desk.close());

/** One change as an editor of this seat makes it. */
async function change(seatId: SeatId, edit: (doc: Y.Doc) => void): Promise<Written> {
  const doc = textFrom([await text.read((kept) => Y.encodeStateAsUpdate(kept))]);
  const before = Y.encodeStateVector(doc);
  doc.transact(() => edit(doc));
  return new Promise((done) => {
    const update = Y.encodeStateAsUpdate(doc, before);
    text.write({ writer: { seatId, isGone: () => false }, update, done });
  });
}

const addsLine = (line: string) => (doc: Y.Doc) => {
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(line)]);
  textRoot(doc).insert(0, [paragraph]);
};
const firstLine = () => text.read((doc) => textOf(doc).text.split('\n')[0]);

describe('versions', () => {
  it('are kept by name, and a restore is a new change that can be taken back', async () => {
    await change(anna, addsLine('Prima'));
    expect(await text.keepVersion('Prima della plenaria', anna)).toBe(1);
    await change(anna, addsLine('Seconda'));
    const told: TextChange[] = [];
    text.subscribe((each) => told.push(each));
    expect(await text.restore(1, anna)).toBe(true);
    expect(await firstLine()).toBe('Prima');
    // It reaches who is connected like any change, and nothing was cut from the log.
    expect(told).toHaveLength(1);
    expect(await desk.venue.storage.readText(desk.key, 0, 10)).toHaveLength(4);
    const [latest] = await text.versions();
    expect(latest).toMatchObject({ number: 2, kind: 'before-restore', seatId: anna });
    expect(await text.restore(2, anna)).toBe(true);
    expect(await firstLine()).toBe('Seconda');
    expect(await text.restore(9, anna)).toBe(false);
    expect(await change(anna, addsLine('Terza'))).toEqual({ is: 'kept' });
  });

  it('are kept where a phase ends, of what was written since the last one', async () => {
    await change(anna, addsLine('Ai tavoli'));
    await desk.venue.orders({ type: 'moveToPhase', phase: 'plenary', afterS: 0 });
    await vi.waitFor(async () => expect(await text.versions()).toHaveLength(1));
    expect(await text.versions()).toMatchObject([{ kind: 'phase', name: 'tables', seatId: null }]);
    await desk.venue.orders({ type: 'moveToPhase', phase: 'commit', afterS: 0 });
    await change(desk.venue.owner.seatId, addsLine('Impegni'));
    await desk.venue.orders({ type: 'moveToPhase', phase: 'tables', afterS: 0 });
    await vi.waitFor(async () => expect(await text.versions()).toHaveLength(2));
    expect((await text.versions())[0]).toMatchObject({ kind: 'phase', name: 'commit' });
  });
});

describe('the structure', () => {
  it('the list of what is allowed is the editor’s schema', () => {
    const nodes = Object.keys(TEXT_SCHEMA.nodes).filter(
      (name) => name !== 'doc' && name !== 'text',
    );
    expect(nodes.sort()).toEqual(Object.keys(ALLOWED_NODES).sort());
    expect(Object.keys(TEXT_SCHEMA.marks).sort()).toEqual(Object.keys(ALLOWED_MARKS).sort());
    const attributes = [
      ...Object.values(TEXT_SCHEMA.nodes),
      ...Object.values(TEXT_SCHEMA.marks),
    ].map(({ name, spec }) => [name, Object.keys(spec.attrs ?? {}).sort()] as const);
    for (const [name, keys] of attributes) {
      const allowed = ALLOWED_NODES[name] ?? ALLOWED_MARKS[name];
      if (allowed !== undefined) expect(Object.keys(allowed.attributes).sort(), name).toEqual(keys);
    }
  });

  it('a sound text is left alone', async () => {
    expect(await text.read(structureOf)).toEqual({ is: 'sound' });
    expect(structureOf(emptyText())).toEqual({ is: 'sound' });
  });

  it('what no editor can show is put right after a quiet second, and the rest stays', async () => {
    // Two people can come to this: each takes one of the list's two items.
    await change(anna, (doc) => textRoot(doc).insert(0, [new Y.XmlElement('bulletList')]));
    expect((await text.read(structureOf)).is).toBe('repairable');
    await vi.waitFor(async () => expect((await text.read(structureOf)).is).toBe('sound'), {
      timeout: 5_000,
    });
    expect(await firstLine()).toBe('Che cosa succede oggi');
    const rows = await desk.venue.storage.readText(desk.key, 0, 10);
    expect(rows.map(({ seatId }) => seatId)).toEqual([null, anna, null]);
  });
});

describe('a text in memory', () => {
  it('is loaded once, and the same when it is loaded again', async () => {
    const { texts, workshop, house, storage } = desk.venue;
    const again = await Promise.all([desk.text(), texts.open(workshop, desk.key.name)]);
    expect(again).toEqual([text, text]);
    for (let count = 0; count < 30; count += 1) await change(anna, addsLine(`riga ${count}`));
    const bytes = await text.read((doc) => Y.encodeStateAsUpdate(doc));
    await texts.close();
    const snapshot = await storage.findTextSnapshot(desk.key);
    expect(snapshot?.n).toBe(31);
    await storage.appendText(
      desk.key,
      [{ n: 32, seatId: null, at: 1, bytes: await lineOf('dopo') }],
      [],
      null,
    );
    const other = openTexts({
      storage,
      house,
      bus: openLocalBus(),
      log: pino({ level: 'silent' }),
      clock: Date.now,
    });
    const loaded = await other.open(workshop, desk.key.name);
    const read = await loaded?.read((doc) => textOf(doc).text);
    expect(read).toContain('dopo');
    expect(read?.replace('dopo\n', '')).toBe(textOf(textFrom([bytes])).text);
    await other.close();
  });

  /** Somebody else's update on top of what is kept. */
  async function lineOf(line: string): Promise<Uint8Array> {
    const rows = await desk.venue.storage.readText(desk.key, 0, 100);
    const doc = textFrom(rows.map(({ bytes }) => bytes));
    const before = Y.encodeStateVector(doc);
    addsLine(line)(doc);
    return Y.encodeStateAsUpdate(doc, before);
  }

  it('who loses a race reads on, looks again, and both are kept', async () => {
    const rival = await lineOf('di un altro nodo');
    const row = { n: 2, seatId: null, at: 1, bytes: rival };
    await desk.venue.storage.appendText(desk.key, [row], [], null);
    const told: TextChange[] = [];
    text.subscribe((each) => told.push(each));
    expect(await change(anna, addsLine('mia'))).toEqual({ is: 'kept' });
    const all = await text.read((doc) => textOf(doc).text);
    expect(all).toContain('mia');
    expect(all).toContain('di un altro nodo');
    expect(told.flat().map(({ writer }) => writer?.seatId ?? null)).toEqual([null, anna]);
    expect(await text.read((doc) => textsIn(textRoot(doc)).length)).toBe(7);
  });

  it('somebody who has opened the page a hundred times still writes', async () => {
    for (let page = 0; page < 100; page += 1) {
      expect(await change(anna, addsLine(`pagina ${page}`))).toEqual({ is: 'kept' });
    }
  });

  it('everything that is sent gets its answer, also what stands behind one that was not taken', async () => {
    const writer = { seatId: anna, isGone: () => false };
    const empty = Uint8Array.of(0, 0);
    // One collected stretch of client 7 that begins where nothing of it is known.
    const gap = Uint8Array.of(1, 1, 7, 9, 0, 1, 0);
    const answers = await Promise.all(
      [empty, gap, empty, gap].map(
        (update) => new Promise<Written>((done) => text.write({ writer, update, done })),
      ),
    );
    expect(answers).toEqual([
      { is: 'kept' },
      { is: 'denied', rule: 'gap' },
      { is: 'passed-over' },
      { is: 'passed-over' },
    ]);
  });

  it('without a seat at the table nothing is kept; a copy sent twice is kept once', async () => {
    const stranger = (await desk.venue.sit('participant')).seatId;
    expect(await change(stranger, addsLine('x'))).toEqual({ is: 'forbidden' });
    await change(anna, addsLine('una volta'));
    const whole = await text.read((doc) => Y.encodeStateAsUpdate(doc));
    const rows = (await desk.venue.storage.readText(desk.key, 0, 10)).length;
    const written = await new Promise<Written>((done) => {
      text.write({ writer: { seatId: anna, isGone: () => false }, update: whole, done });
    });
    expect(written).toEqual({ is: 'kept' });
    expect(await desk.venue.storage.readText(desk.key, 0, 10)).toHaveLength(rows);
  });
});
