/** For tests: one edit of a text such as an editor makes, on whatever is there. */
import { textRoot } from '@tavolo/documents';
import * as Y from 'yjs';

type Random = (below: number) => number;

const WORDS = ['Il giovedì ', 'mamma', ' 👵🏽', ' è sola', 'أمي ', 'x'];

export function someEdit(doc: Y.Doc, random: Random): void {
  doc.transact(() => {
    const root = textRoot(doc);
    const all = textsIn(root);
    const text = all[random(Math.max(1, all.length))];
    const kind = random(10);
    if (text === undefined || kind === 0) someNewBlock(doc, random);
    else if (kind <= 4) text.insert(random(text.length + 1), someWords(random));
    else if (kind === 5 && text.length > 0) {
      const at = random(text.length);
      text.delete(at, 1 + random(text.length - at));
    } else if (kind === 6 && text.length > 0) {
      const at = random(text.length);
      const link = { href: 'https://example.org/', target: '_blank', rel: null, class: null };
      const mark = [{ bold: {} }, { italic: {} }, { bold: null }, { link }][random(4)] ?? {};
      text.format(at, 1 + random(text.length - at), mark);
    } else if (kind === 7 && root.length > 2) root.delete(random(root.length), 1);
    else if (kind === 8) {
      const heading = root.toArray().find((part) => isNamed(part, 'heading'));
      // A number in the editor's schema; Yjs types it as text.
      if (heading instanceof Y.XmlElement) heading.setAttribute('level', (2 + random(2)) as never);
    } else text.insert(text.length, someWords(random));
  });
}

/** A paragraph, a heading, a list or a quotation, anywhere between the others. */
export function someNewBlock(doc: Y.Doc, random: Random): void {
  const root = textRoot(doc);
  root.insert(random(root.length + 1), [someBlock(random)]);
}

/** Every run of words. */
export function textsIn(part: Y.XmlFragment): Y.XmlText[] {
  return part.toArray().flatMap((child) => {
    if (child instanceof Y.XmlText) return [child];
    return child instanceof Y.XmlElement ? textsIn(child) : [];
  });
}

function isNamed(part: unknown, name: string): boolean {
  return part instanceof Y.XmlElement && part.nodeName === name;
}

function someWords(random: Random): string {
  return WORDS[random(WORDS.length)] ?? '';
}

function someBlock(random: Random): Y.XmlElement {
  const kind = random(5);
  if (kind === 0) {
    const heading = made('heading', [new Y.XmlText(someWords(random))]);
    heading.setAttribute('level', 2 as never);
    return heading;
  }
  if (kind === 1) return made('bulletList', [made('listItem', [someParagraph(random)])]);
  if (kind === 2) {
    const list = made('orderedList', [made('listItem', [someParagraph(random)])]);
    list.setAttribute('start', 1 as never);
    return list;
  }
  if (kind === 3) return made('blockquote', [someParagraph(random)]);
  return someParagraph(random);
}

function someParagraph(random: Random): Y.XmlElement {
  const words = new Y.XmlText(someWords(random));
  return made('paragraph', random(4) === 0 ? [words, new Y.XmlElement('hardBreak')] : [words]);
}

function made(name: string, children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const element = new Y.XmlElement(name);
  element.insert(0, children);
  return element;
}
