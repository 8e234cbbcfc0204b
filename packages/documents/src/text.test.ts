/// <reference types="node" />
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  allowedNode,
  isAllowedAttribute,
  isAllowedLink,
  isAllowedMark,
  proposalOfText,
  templateUpdate,
  textNameOf,
  textOf,
  textRoot,
  wordsOf,
} from './index.ts';

test.each([
  ['https://example.org/a?b=c#d', true],
  ['http://10.0.0.1:8080', true],
  ['mailto:anna@example.org', true],
  ['tel:+39021234', true],
  ['HTTPS://EXAMPLE.ORG', true],
  ['javascript:alert(1)', false],
  ['JavaScript:alert(1)', false],
  ['java\nscript:alert(1)', false],
  [' javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['vbscript:x', false],
  ['//example.org', false],
  ['/w/1', false],
  ['', false],
  [`https://example.org/${'x'.repeat(2_000)}`, false],
  [null, false],
])('link %j: %s', (href, allowed) => {
  expect(isAllowedLink(href)).toBe(allowed);
});

test('marks bring their own attributes and no others', () => {
  expect(isAllowedMark('bold', {})).toBe(true);
  expect(isAllowedMark('bold', null)).toBe(true);
  expect(isAllowedMark('link', { href: 'https://a.it', target: '_blank', class: null })).toBe(true);
  for (const [name, value] of [
    ['underline', {}],
    ['constructor', {}],
    ['bold', { style: 'x' }],
    ['bold', true],
    ['bold', []],
    ['link', {}],
    ['link', { href: 'javascript:x' }],
    ['link', { href: 'https://a.it', onclick: 'x' }],
    ['link', JSON.parse('{"href":"https://a.it","__proto__":{}}')],
  ] as const) {
    expect(isAllowedMark(name, value), `${name} ${JSON.stringify(value)}`).toBe(false);
  }
});

test('nodes bring their own attributes and no others', () => {
  const heading = allowedNode('heading');
  if (heading === null) throw new Error('a heading is allowed');
  expect(isAllowedAttribute(heading, 'level', 2)).toBe(true);
  expect(isAllowedAttribute(heading, 'level', 1)).toBe(false);
  expect(isAllowedAttribute(heading, 'onclick', 'x')).toBe(false);
  expect(isAllowedAttribute(heading, '__proto__', {})).toBe(false);
  expect(allowedNode('iframe')).toBeNull();
  expect(allowedNode('toString')).toBeNull();
});

test('the template is the same bytes every time, and reads as its sections', () => {
  const sections = [
    { heading: 'Che cosa succede oggi', paragraphs: ['Mamma è sola il giovedì.'] },
    { heading: 'Come funzionerà', paragraphs: [] },
  ];
  const update = templateUpdate(sections);
  expect(Buffer.from(templateUpdate(sections)).equals(Buffer.from(update))).toBe(true);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  expect(textRoot(doc).length).toBe(4);
  expect(textOf(doc).text).toBe('Che cosa succede oggi\nMamma è sola il giovedì.\nCome funzionerà');
  expect(textOf(doc).words).toBe(11);
});

test('text is read without its marks, with breaks and items as lines', () => {
  const doc = new Y.Doc();
  const words = new Y.XmlText('uno due');
  words.format(0, 3, { bold: {} });
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [words, new Y.XmlElement('hardBreak'), new Y.XmlText('tre')]);
  const item = new Y.XmlElement('listItem');
  const inItem = new Y.XmlElement('paragraph');
  inItem.insert(0, [new Y.XmlText('quattro — 5')]);
  item.insert(0, [inItem]);
  const list = new Y.XmlElement('bulletList');
  list.insert(0, [item]);
  textRoot(doc).insert(0, [paragraph, list]);
  expect(textOf(doc)).toEqual({ text: 'uno due\ntre\nquattro — 5', words: 5 });
  expect(wordsOf("l'altro — ieri…  ")).toBe(2);
});

test('a document is named after its proposal', () => {
  expect(proposalOfText(textNameOf('x'))).toBe('x');
  expect(proposalOfText('board')).toBeNull();
});
