import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { markOf, micros, readMarks } from './mark.ts';

function marksIn(frame: Uint8Array): [number, number][] {
  const found: [number, number][] = [];
  readMarks(Buffer.from(frame), (node, at) => found.push([node, at]));
  return found;
}

test('marks are found in an update of Yjs, each once', () => {
  const doc = new Y.Doc();
  const [first, second] = [micros(), micros() + 5];
  const cards = doc.getMap('cards');
  cards.set('a', { text: `Un bisogno ${markOf(0, first)}`, kind: 'need' });
  cards.set('b', { text: `${markOf(3, second)} e un altro`, kind: 'need' });
  expect(marksIn(Y.encodeStateAsUpdate(doc))).toEqual([
    [0, first],
    [3, second],
  ]);
});

test('a frame without one has none, nor has one that was cut', () => {
  expect(marksIn(Buffer.from('Il giovedì'))).toEqual([]);
  expect(marksIn(Buffer.from(markOf(1, micros()).slice(0, -1)))).toEqual([]);
});
