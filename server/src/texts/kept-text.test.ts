/** A text read from the disk where snapshot and log do not fit together. */
import { textOf, textRoot } from '@tavolo/documents';
import pino from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { openLocalBus } from '../bus/local.ts';
import { BrokenText } from '../storage/errors.ts';
import { type Desk, openDesk } from '../testing/desk.ts';
import { readKeptText } from './kept-text.ts';
import { textFrom } from './text-document.ts';
import { openTexts } from './texts.ts';

let desk: Desk;
const told = vi.fn();

beforeEach(async () => {
  told.mockClear();
  desk = await openDesk();
  await desk.text();
});
afterEach(() => desk.close());

const first = () => {
  throw new Error('there is a first row');
};
const read = () => readKeptText(desk.venue.storage, desk.key, first, told);

/** Of words that are in no row. */
function foreign(): Uint8Array {
  const doc = new Y.Doc();
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText('Di un altro passato')]);
  textRoot(doc).insert(0, [paragraph]);
  return Y.encodeStateAsUpdate(doc);
}

it('a snapshot that is ahead of the log is not used, told, and made anew from the log', async () => {
  const { storage } = desk.venue;
  const before = await read();
  expect(told).not.toHaveBeenCalled();
  await storage.saveTextSnapshot(desk.key, { n: 3, bytes: foreign() });
  const kept = await read();
  expect(told).toHaveBeenCalledWith(expect.objectContaining({ n: 3 }));
  expect(kept.n).toBe(1);
  expect(textOf(kept.doc).text).toBe(textOf(before.doc).text);
  // The log grows past the number that it had: nothing of it comes back.
  const rows = [2, 3, 4].map((n) => {
    return { n, seatId: null, at: n, bytes: Y.encodeStateAsUpdate(kept.doc) };
  });
  expect(await storage.appendText(desk.key, rows, [], null)).toEqual({ ok: true });
  const again = await read();
  expect(told).toHaveBeenCalledTimes(1);
  expect(again).toMatchObject({ n: 4, snapshotAt: 1 });
  expect(textOf(again.doc).text).toBe(textOf(before.doc).text);
});

it('a log that was cut below its snapshot is damaged', async () => {
  const { storage } = desk.venue;
  await storage.saveTextSnapshot(desk.key, { n: 1, bytes: foreign() });
  vi.spyOn(storage, 'readText').mockRejectedValue(new BrokenText(desk.key, 1, 'gap'));
  await expect(read()).rejects.toBeInstanceOf(BrokenText);
  expect(told).not.toHaveBeenCalled();
});

it('a text over such a snapshot takes what people write', async () => {
  const { house, storage, workshop } = desk.venue;
  await storage.saveTextSnapshot(desk.key, { n: 7, bytes: foreign() });
  const other = openTexts({
    storage,
    house,
    bus: openLocalBus(),
    log: pino({ level: 'silent' }),
    clock: Date.now,
  });
  const text = await other.open(workshop, desk.key.name);
  if (text === null) throw new Error('there is no such proposal');
  const { seatId } = await desk.writer();
  const doc = textFrom([await text.read((each) => Y.encodeStateAsUpdate(each))]);
  expect(textOf(doc).text).not.toContain('passato');
  const vector = Y.encodeStateVector(doc);
  textRoot(doc).delete(0, 1);
  const update = Y.encodeStateAsUpdate(doc, vector);
  const written = await new Promise((done) => {
    text.write({ writer: { seatId, isGone: () => false }, update, done });
  });
  expect(written).toEqual({ is: 'kept' });
  await other.close();
});
