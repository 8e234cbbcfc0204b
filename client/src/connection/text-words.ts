/** The words of a text that lie beyond what the server has: they are handed back, never lost. */
import * as Y from 'yjs';

/**
 * The words of the clients in `beyond` from the clock that stands there, in the order of the
 * text, one line for each block; what was deleted again is left out.
 */
export function wordsBeyond(body: Y.XmlFragment, beyond: ReadonlyMap<number, number>): string {
  const lines: string[] = [];
  collect(body, beyond, lines);
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

function collect(
  parent: Y.XmlFragment,
  beyond: ReadonlyMap<number, number>,
  lines: string[],
): void {
  let line = '';
  for (let item = parent._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentType)) continue;
    const { type } = item.content;
    if (type instanceof Y.XmlText) line += newWords(type, beyond);
    else if (type instanceof Y.XmlElement) {
      // A hard break stands inside a line of text, everything else is a block of its own.
      if (type.nodeName === 'hardBreak') line += '\n';
      else collect(type, beyond, lines);
    }
  }
  if (line !== '') lines.push(line);
}

function newWords(text: Y.XmlText, beyond: ReadonlyMap<number, number>): string {
  let words = '';
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const { client, clock } = item.id;
    const known = Math.max(0, (beyond.get(client) ?? Number.POSITIVE_INFINITY) - clock);
    words += item.content.str.slice(known);
  }
  return words;
}
