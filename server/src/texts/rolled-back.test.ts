/**
 * A text that no repair makes sound. The gate lets nobody come to it, so a rule is left out:
 * what was sound last comes back, and what it replaces is kept.
 */
import { textOf, textRoot } from '@tavolo/documents';
import pino from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { openLocalBus } from '../bus/local.ts';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import { type Desk, openDesk } from '../testing/desk.ts';
import { ALL_GATE_RULES } from './gate.ts';
import { structureOf } from './structure.ts';
import { textFrom } from './text-document.ts';
import { openTexts } from './texts.ts';

let desk: Desk;

beforeEach(async () => {
  const rules = new Set(ALL_GATE_RULES);
  rules.delete('node');
  desk = await openDesk(openMemoryStorage(), rules);
});
afterEach(() => desk.close());

function paragraph(words: string): Y.XmlElement {
  const made = new Y.XmlElement('paragraph');
  made.insert(0, [new Y.XmlText(words)]);
  return made;
}

/** An item without a list: whole in itself, and nothing that the document may hold. */
function loneItem(words: string): Y.XmlElement {
  const item = new Y.XmlElement('listItem');
  item.insert(0, [paragraph(words)]);
  return item;
}

/** What an editor would send that puts `part` at the beginning. */
async function inserted(part: Y.XmlElement): Promise<Uint8Array> {
  const text = await desk.text();
  const doc = textFrom([await text.read((kept) => Y.encodeStateAsUpdate(kept))]);
  const before = Y.encodeStateVector(doc);
  textRoot(doc).insert(0, [part]);
  return Y.encodeStateAsUpdate(doc, before);
}

async function writes(part: Y.XmlElement): Promise<void> {
  const [{ seatId }, update, text] = [await desk.writer(), await inserted(part), await desk.text()];
  const written = await new Promise((done) => {
    text.write({ writer: { seatId, isGone: () => false }, update, done });
  });
  expect(written).toEqual({ is: 'kept' });
}

const isSound = async () => (await (await desk.text()).read(structureOf)).is === 'sound';

it('goes back to where it was sound last; what stood there is a version', async () => {
  const text = await desk.text();
  await writes(paragraph('Sana'));
  // That this is repaired shows that the quiet second has come, and what it has seen is sound.
  await writes(new Y.XmlElement('bulletList'));
  expect(await isSound()).toBe(false);
  await vi.waitFor(async () => expect(await isSound()).toBe(true), { timeout: 5_000 });
  await writes(loneItem('Rotta'));
  expect((await text.read(structureOf)).is).toBe('broken');
  await vi.waitFor(async () => expect(await isSound()).toBe(true), { timeout: 5_000 });
  const words = await text.read((doc) => textOf(doc).text);
  expect(words).not.toContain('Rotta');
  expect(words).toContain('Sana');
  expect(words).toContain('Come funzionerà');
  const [latest] = await text.versions();
  expect(latest).toMatchObject({ kind: 'before-restore', seatId: null });
  const kept = await text.version(latest?.number ?? 0);
  expect(kept && textOf(textFrom([kept.bytes])).text).toContain('Rotta');
});

it('one that was left broken is put right when it is read again, from its newest sound version', async () => {
  const { storage, house, workshop } = desk.venue;
  await writes(paragraph('Una mattina di lavoro'));
  const text = await desk.text();
  await text.keepVersion('Mattina', desk.venue.owner.seatId);
  const row = { n: 3, seatId: null, at: 1, bytes: await inserted(loneItem('Rotta')) };
  expect(await storage.appendText(desk.key, [row], [], null)).toEqual({ ok: true });

  // Another node, which has never seen it sound.
  const other = openTexts({
    storage,
    house,
    bus: openLocalBus(),
    log: pino({ level: 'silent' }),
    clock: Date.now,
  });
  const again = await other.open(workshop, desk.key.name);
  if (again === null) throw new Error('there is no such proposal');
  expect((await again.read(structureOf)).is).toBe('broken');
  await vi.waitFor(async () => expect((await again.read(structureOf)).is).toBe('sound'), {
    timeout: 5_000,
  });
  const words = await again.read((doc) => textOf(doc).text);
  expect(words).toContain('Una mattina di lavoro');
  expect(words).not.toContain('Rotta');
  await other.close();
});
