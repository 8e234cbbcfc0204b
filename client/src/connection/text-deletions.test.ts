import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { deletesMore, deletionsIn, deletionsOf } from './text-deletions.ts';
import { wordsStillThere } from './text-words.ts';

const LENGTH = 40;

/** One line of letters, each once, so that a word tells its place. */
function line(): { readonly doc: Y.Doc; readonly text: Y.XmlText; readonly body: Y.XmlFragment } {
  const doc = new Y.Doc();
  const body = doc.getXmlFragment('body');
  const paragraph = new Y.XmlElement('paragraph');
  const text = new Y.XmlText();
  body.insert(0, [paragraph]);
  paragraph.insert(0, [text]);
  text.insert(
    0,
    Array.from({ length: LENGTH }, (_, n) => String.fromCharCode(0x4e00 + n)).join(''),
  );
  return { doc, text, body };
}

const cuts = fc.array(fc.tuple(fc.nat(LENGTH), fc.integer({ min: 1, max: 6 })), { maxLength: 8 });

function cut(text: Y.XmlText, places: readonly (readonly [number, number])[]): void {
  for (const [at, length] of places) {
    const left = text.length - at;
    if (left > 0) text.delete(at, Math.min(length, left));
  }
}

test('what is deleted here and not there is found, and its words are those that still stand there', () => {
  fc.assert(
    fc.property(cuts, cuts, cuts, (shared, here, there) => {
      const ours = line();
      cut(ours.text, shared);
      const theirs = new Y.Doc();
      Y.applyUpdate(theirs, Y.encodeStateAsUpdate(ours.doc));
      const body = theirs.getXmlFragment('body');
      cut(ours.text, here);
      cut((body.get(0) as Y.XmlElement).get(0) as Y.XmlText, there);
      // As at an answer: theirs is known here, ours is not known there.
      const answer = Y.encodeStateAsUpdate(theirs, Y.encodeStateVector(ours.doc));
      Y.applyUpdate(ours.doc, answer);

      const deletions = deletionsOf(ours.doc);
      const letters = (from: Y.XmlFragment) => [...from.toString().replace(/<[^>]+>/g, '')];
      const standing = new Set(letters(ours.body));
      const missing = letters(body).filter((letter) => !standing.has(letter));
      expect(wordsStillThere(body, deletions)).toBe(missing.join(''));
      expect(deletesMore(deletions, deletionsIn(answer), new Map())).toBe(missing.length > 0);
      // What has never arrived there cannot have been taken out of it.
      const unknown = new Map([[ours.doc.clientID, 0]]);
      expect(deletesMore(deletions, deletionsIn(answer), unknown)).toBe(false);
    }),
  );
});
