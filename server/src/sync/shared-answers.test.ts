import * as decoding from 'lib0/decoding';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { type SharedAnswer, SharedAnswers } from './shared-answers.ts';

const NOTHING = Uint8Array.of(0);

/** A document that tells its changes, as a board does. */
function board(): { doc: Y.Doc; answers: SharedAnswers; write: (n: number) => void } {
  const doc = new Y.Doc();
  const answers = new SharedAnswers(doc);
  doc.on('update', (update: Uint8Array) => answers.changed(update));
  return { doc, answers, write: (n) => doc.getMap('cards').set(`${n % 7}`, { text: `${n}` }) };
}

/** What a page has when it takes itself to be in step: the document comes last. */
function after({ before, document }: SharedAnswer, doc = new Y.Doc()): Y.Doc {
  for (const frame of before === null ? [document] : [before, document]) {
    const decoder = decoding.createDecoder(frame);
    decoding.readVarUint(decoder);
    decoding.readVarUint(decoder);
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder));
  }
  return doc;
}

const bytes = (doc: Y.Doc) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString('hex');

it('two who ask for the same get the same bytes', () => {
  const { answers, write } = board();
  write(1);
  const { document } = answers.to(NOTHING);
  expect(answers.to(NOTHING).document).toBe(document);
});

it('whoever asks, and whenever, has the whole board afterwards', () => {
  const { doc, answers, write } = board();
  const known: Uint8Array[] = [NOTHING];
  const copies: Y.Doc[] = [new Y.Doc()];
  for (let n = 0; n < 400; n += 1) {
    write(n);
    if (n % 9 === 0) {
      const copy = after(answers.to(NOTHING));
      expect(bytes(copy)).toBe(bytes(doc));
      if (copies.length < 30) {
        copies.push(copy);
        known.push(Y.encodeStateVector(copy));
      }
    }
    if (n % 13 === 0) {
      // Somebody who was here before comes back with what they had then.
      const which = n % copies.length;
      const answer = answers.to(known[which] ?? NOTHING);
      const before = new Y.Doc();
      Y.applyUpdate(before, Y.encodeStateAsUpdate(copies[which] ?? new Y.Doc()));
      expect(bytes(after(answer, before))).toBe(bytes(doc));
    }
  }
});

it('what is sent beside an answer stays small', () => {
  const { answers, write } = board();
  write(0);
  answers.to(NOTHING);
  const sizes: number[] = [];
  for (let n = 0; n < 1_000; n += 1) {
    write(n);
    if (n % 10 === 0) sizes.push(answers.to(NOTHING).before?.length ?? 0);
  }
  expect(Math.max(...sizes)).toBeGreaterThan(500);
  expect(Math.max(...sizes)).toBeLessThan(5_000);
});
