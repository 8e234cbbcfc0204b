/** Adds words at the end of a text, a paragraph for each line, as somebody here would type them. */
import { textRoot } from '@tavolo/documents';
import * as Y from 'yjs';

export function appendWords(doc: Y.Doc, words: string): void {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  const paragraphs = lines.map((line) => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(line)]);
    return paragraph;
  });
  const root = textRoot(doc);
  doc.transact(() => root.insert(root.length, paragraphs));
}
