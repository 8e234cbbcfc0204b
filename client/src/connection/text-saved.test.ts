import * as encoding from 'lib0/encoding';
import { expect, test } from 'vitest';
import { writeSyncStep1, writeSyncStep2, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { TextSaved } from './text-saved.ts';
import { wordsBeyond } from './text-words.ts';

const FROM_SERVER = 'the server';

/** A text as a line has it: local changes are counted, what comes from the server is known there. */
function text() {
  const doc = new Y.Doc();
  const saved = new TextSaved(doc);
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin !== FROM_SERVER) saved.changed();
  });
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    if (transaction.origin === FROM_SERVER) saved.received(transaction);
  });
  const body = doc.getXmlFragment('body');
  const write = (words: string): Y.XmlText => {
    const paragraph = new Y.XmlElement('paragraph');
    const inside = new Y.XmlText(words);
    paragraph.insert(0, [inside]);
    body.insert(body.length, [paragraph]);
    return inside;
  };
  const unsent = () => wordsBeyond(body, saved.beyond);
  return { doc, saved, body, write, unsent };
}

function frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 0);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

const step1 = (doc: Y.Doc) => frame((encoder) => writeSyncStep1(encoder, doc));
const step2 = (doc: Y.Doc) => frame((encoder) => writeSyncStep2(encoder, doc));
const update = () => frame((encoder) => writeUpdate(encoder, new Uint8Array([0, 0])));

test('saved means: no local change since an acknowledged frame', () => {
  const { doc, saved, write, unsent } = text();
  saved.connecting();
  saved.sent(step1(doc));
  saved.sent(step2(doc));
  expect(saved.isSaved).toBe(true);
  write('uno');
  saved.sent(update());
  write('due');
  saved.sent(update());
  saved.acknowledged(2);
  expect(saved.isSaved).toBe(false);
  expect(unsent()).toBe('due');
  saved.acknowledged(3);
  expect(saved.isSaved).toBe(true);
  expect(unsent()).toBe('');
});

test('a frame before step 2 may stand on changes that were never sent, and saves nothing', () => {
  const { doc, saved, write } = text();
  write('senza rete');
  saved.connecting();
  write('appena connessa');
  saved.sent(update());
  saved.acknowledged(1);
  expect(saved.isSaved).toBe(false);
  saved.sent(step2(doc));
  saved.acknowledged(2);
  expect(saved.isSaved).toBe(true);
});

test('numbers of an earlier connection count for nothing on the next', () => {
  const { doc, saved, write } = text();
  saved.connecting();
  saved.sent(step2(doc));
  write('uno');
  saved.sent(update());
  saved.connecting();
  saved.acknowledged(2);
  expect(saved.isSaved).toBe(false);
});

test('a deletion is a change that has to be saved too', () => {
  const { doc, saved, write } = text();
  const words = write('troppo');
  saved.connecting();
  saved.sent(step2(doc));
  saved.acknowledged(1);
  expect(saved.isSaved).toBe(true);
  words.delete(0, 3);
  expect(saved.isSaved).toBe(false);
});

test('unsent words are one’s own that are still there, line by line; others’ came from the server', () => {
  const other = text();
  other.write('parole di un’altra');
  const { doc, body, write, unsent } = text();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other.doc), FROM_SERVER);
  const first = write('prima riga');
  first.delete(0, 6);
  const theirs = (body.get(0) as Y.XmlElement).get(0) as Y.XmlText;
  theirs.insert(0, 'Mie, e poi le ');
  expect(unsent()).toBe('Mie, e poi le\nriga');
});

test('the note of an earlier page tells what had reached the server', () => {
  const before = text();
  before.saved.connecting();
  before.saved.sent(step2(before.doc));
  before.write('arrivate');
  before.saved.sent(update());
  before.saved.acknowledged(2);
  const note = before.saved.note();
  before.write('mai partite');

  const { doc, saved, unsent } = text();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(before.doc), 'the copy');
  saved.resume(note);
  expect(saved.isSaved).toBe(false);
  expect(unsent()).toBe('mai partite');
});
