/**
 * The words of a text that the server has not taken: those that lie beyond what it has, and
 * those that were taken out here and still stand there. They are handed back, never lost.
 */
import * as Y from 'yjs';
import type { Deletions } from './text-deletions.ts';

/**
 * The words of the clients in `beyond` from the clock that stands there, in the order of the
 * text, one line for each block; what was deleted again is left out.
 */
export function wordsBeyond(body: Y.XmlFragment, beyond: ReadonlyMap<number, number>): string {
  return linesOf(body, ({ id: { client, clock } }, str) =>
    str.slice(Math.max(0, (beyond.get(client) ?? Number.POSITIVE_INFINITY) - clock)),
  );
}

/** The words that stand in a text although they are among `deletions`. */
export function wordsStillThere(body: Y.XmlFragment, deletions: Deletions): string {
  return linesOf(body, ({ id: { client, clock } }, str) =>
    (deletions.clients.get(client) ?? [])
      .map((range) =>
        str.slice(Math.max(0, range.clock - clock), Math.max(0, range.clock + range.len - clock)),
      )
      .join(''),
  );
}

type Pick = (item: Y.Item, words: string) => string;

function linesOf(body: Y.XmlFragment, pick: Pick): string {
  const lines: string[] = [];
  collect(body, pick, lines);
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

function collect(parent: Y.XmlFragment, pick: Pick, lines: string[]): void {
  let line = '';
  for (let item = parent._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentType)) continue;
    const { type } = item.content;
    if (type instanceof Y.XmlText) line += wordsIn(type, pick);
    else if (type instanceof Y.XmlElement) {
      // A hard break stands inside a line of text, everything else is a block of its own.
      if (type.nodeName === 'hardBreak') line += '\n';
      else collect(type, pick, lines);
    }
  }
  if (line !== '') lines.push(line);
}

function wordsIn(text: Y.XmlText, pick: Pick): string {
  let words = '';
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    words += pick(item, item.content.str);
  }
  return words;
}
