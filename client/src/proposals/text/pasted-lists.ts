/**
 * Word puts lists on the clipboard as paragraphs that say which list and level they are of,
 * each with its bullet or number written out. Here they become lists.
 */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';

/** Deeper levels are drawn on this one; the text has its own bound beside. */
const MOST_LEVELS = 4;
/** The bullet or number that Word wrote out. */
const MARKER = '[style*="mso-list:Ignore" i], [style*="mso-list: Ignore" i]';

export const PastedLists = Extension.create({
  name: 'pastedLists',
  addProseMirrorPlugins: () => [new Plugin({ props: { transformPastedHTML: withLists } })],
});

export function withLists(html: string): string {
  if (!/mso-list:/i.test(html)) return html;
  // A document of its own: nothing in it is loaded or run.
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const paragraph of body.querySelectorAll<HTMLElement>('p[style*="mso-list" i]')) {
    const level = levelOf(paragraph);
    if (level !== null) intoList(paragraph, level);
  }
  return body.innerHTML;
}

/** 1 for the outermost; null where the paragraph is of no list. */
function levelOf(paragraph: HTMLElement): number | null {
  const found = /mso-list:[^;]*\blevel(\d+)/i.exec(paragraph.getAttribute('style') ?? '');
  return found === null ? null : Math.min(Number(found[1]), MOST_LEVELS);
}

function intoList(paragraph: HTMLElement, level: number): void {
  const { ownerDocument: page } = paragraph;
  const marker = paragraph.querySelector(MARKER);
  const tag = /^\s*\(?[0-9a-z]{1,4}[.)]/i.test(marker?.textContent ?? '') ? 'ol' : 'ul';
  marker?.remove();
  const item = page.createElement('li');
  const before = listBefore(paragraph);
  paragraph.replaceWith(item);
  let list = before ?? page.createElement(tag);
  if (before === null) item.replaceWith(list);
  for (let at = 1; at < level; at += 1) list = innerList(list, tag);
  // A list of another kind on the same level is a list of its own.
  if (list.localName !== tag && list.childElementCount > 0) {
    const next = page.createElement(tag);
    list.after(next);
    list = next;
  }
  item.append(paragraph);
  list.append(item);
}

/** The list that the paragraph goes on with: nothing but blanks and comments in between. */
function listBefore(paragraph: HTMLElement): HTMLElement | null {
  let before = paragraph.previousSibling;
  while (before !== null && before.nodeType !== Node.ELEMENT_NODE) {
    if (before.nodeType === Node.TEXT_NODE && before.textContent?.trim() !== '') return null;
    before = before.previousSibling;
  }
  return before instanceof HTMLElement && before.matches('ul, ol') ? before : null;
}

/** The list in the last entry, begun where there is none. */
function innerList(list: HTMLElement, tag: 'ul' | 'ol'): HTMLElement {
  const { ownerDocument: page } = list;
  let entry = list.lastElementChild;
  if (entry === null) {
    entry = page.createElement('li');
    list.append(entry);
  }
  const last = entry.lastElementChild;
  if (last instanceof HTMLElement && last.matches('ul, ol')) return last;
  const inner = page.createElement(tag);
  entry.append(inner);
  return inner;
}
