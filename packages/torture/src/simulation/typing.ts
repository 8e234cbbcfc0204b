/** What hands do to a text: words that are nowhere else, blocks, marks, and now and then a deletion. */
import { textOf, textRoot } from '@tavolo/documents';
import { someNewBlock, textsIn } from '@tavolo/server/testing/some-edit';
import * as Y from 'yjs';
import type { Seeded } from '../seeded.ts';

const WORD = /wj\d+jw/g;

export function wordsIn(text: string): readonly string[] {
  return text.match(WORD) ?? [];
}

export function wordOf(n: number): string {
  return `wj${n}jw`;
}

export interface Typed {
  readonly written: string | null;
  /** Taken out by this edit. */
  readonly deleted: readonly string[];
}

const NOTHING: Typed = { written: null, deleted: [] };

/**
 * Words that somebody has taken out, and those that went into a block that others had already:
 * who deletes a block deletes with it what is being written into it at that moment.
 */
export class Erased {
  readonly #words = new Set<string>();
  readonly #amended = new Set<string>();
  #blocks = 0;

  note({ deleted }: Typed): void {
    this.#blocks += 1;
    for (const word of deleted) this.#words.add(word);
  }

  amended(word: string): void {
    this.#amended.add(word);
  }

  mayBeGone(word: string): boolean {
    return this.#words.has(word) || (this.#blocks > 0 && this.#amended.has(word));
  }
}

/** One edit such as the editor makes; words stay whole, so that they can be looked for. */
export function someTyping(
  doc: Y.Doc,
  random: Seeded,
  newWord: () => string,
  erased: Erased,
): Typed {
  const root = textRoot(doc);
  const texts = textsIn(root).filter((text) => text.length > 0);
  const kind = random.below(10);
  if (kind === 0 && root.length > 3) {
    const typed = deleteBlock(doc, random);
    erased.note(typed);
    return typed;
  }
  if (kind === 1 && texts.length > 0) {
    const text = random.pick(texts);
    doc.transact(() => text.format(0, text.length, { bold: {} }));
    return NOTHING;
  }
  if (kind === 2) {
    doc.transact(() => someNewBlock(doc, random.below));
    return NOTHING;
  }
  const word = newWord();
  doc.transact(() => {
    if (kind < 6 && texts.length > 0) {
      const text = random.pick(texts);
      text.insert(text.length, ` ${word}`);
      erased.amended(word);
      return;
    }
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(word)]);
    root.insert(random.below(root.length + 1), [paragraph]);
  });
  return { written: word, deleted: [] };
}

function deleteBlock(doc: Y.Doc, random: Seeded): Typed {
  const root = textRoot(doc);
  const before = wordsIn(textOf(doc).text);
  doc.transact(() => root.delete(random.below(root.length), 1));
  const after = new Set(wordsIn(textOf(doc).text));
  return { written: null, deleted: before.filter((word) => !after.has(word)) };
}
