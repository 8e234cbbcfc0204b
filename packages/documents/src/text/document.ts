/**
 * A text document: what a table writes together, for a proposal or as its own notes. One
 * XmlFragment, in the form that the editor keeps; its name says whose it is.
 */
import * as Y from 'yjs';

export const TEXT_ROOT = 'body';

/** The server's own author: the template, repairs and restored versions. No person may use it. */
export const TEXT_SERVER_CLIENT = 1;

const OF_PROPOSAL = 'proposal-';
const OF_TABLE = 'table-';

export function textNameOf(proposalId: string): string {
  return `${OF_PROPOSAL}${proposalId}`;
}

/** The notes that a table writes together. */
export function notesNameOf(tableId: string): string {
  return `${OF_TABLE}${tableId}`;
}

/** The proposal whose text this is; null for another document. */
export function proposalOfText(name: string): string | null {
  return name.startsWith(OF_PROPOSAL) ? name.slice(OF_PROPOSAL.length) : null;
}

/** The table whose notes these are; null for another document. */
export function tableOfText(name: string): string | null {
  return name.startsWith(OF_TABLE) ? name.slice(OF_TABLE.length) : null;
}

export function textRoot(doc: Y.Doc): Y.XmlFragment {
  return doc.getXmlFragment(TEXT_ROOT);
}

export interface PlainText {
  /** One line for each paragraph, heading, and item. */
  readonly text: string;
  readonly words: number;
}

export function textOf(doc: Y.Doc): PlainText {
  const lines: string[] = [];
  for (const child of textRoot(doc).toArray()) collect(child, lines);
  const text = lines.join('\n');
  return { text, words: wordsOf(text) };
}

/** Words as a reader counts them: runs between spaces that hold a letter or a number. */
export function wordsOf(text: string): number {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

type Part = ReturnType<Y.XmlFragment['toArray']>[number];

function collect(part: Part, lines: string[]): void {
  if (part instanceof Y.XmlText) {
    lines.push(wordsIn(part));
    return;
  }
  if (!(part instanceof Y.XmlElement)) return;
  const children = part.toArray();
  if (children.some((child) => child instanceof Y.XmlText || isBreak(child))) {
    lines.push(children.map((child) => (isBreak(child) ? '\n' : wordsIn(child))).join(''));
    return;
  }
  for (const child of children) collect(child, lines);
}

function isBreak(part: Part): boolean {
  return part instanceof Y.XmlElement && part.nodeName === 'hardBreak';
}

/** Without its marks, which `toString` would write as tags. */
function wordsIn(part: Part): string {
  if (!(part instanceof Y.XmlText)) return '';
  return (part.toDelta() as { insert?: unknown }[])
    .map(({ insert }) => (typeof insert === 'string' ? insert : ''))
    .join('');
}
