/**
 * The text has no tables. The cells of a pasted one would run into each other; here each row
 * becomes a line and its cells stay apart.
 */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';

const BLOCKS = 'p, div, ul, ol, blockquote, h1, h2, h3, h4, h5, h6';

export const PastedTables = Extension.create({
  name: 'pastedTables',
  addProseMirrorPlugins: () => [new Plugin({ props: { transformPastedHTML: withoutTables } })],
});

export function withoutTables(html: string): string {
  if (!/<table/i.test(html)) return html;
  // A document of its own: nothing in it is loaded or run.
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  // From within: a table in a cell is lines before the cell is looked at.
  for (const table of [...body.querySelectorAll('table')].reverse()) {
    table.replaceWith(...[...table.rows].map(lineOf));
  }
  return body.innerHTML;
}

/** The cells side by side; those that hold paragraphs of their own stay apart by these. */
function lineOf({ cells, ownerDocument }: HTMLTableRowElement): HTMLElement {
  const line = ownerDocument.createElement('div');
  for (const [at, cell] of [...cells].entries()) {
    if (at > 0 && cell.querySelector(BLOCKS) === null) line.append(' – ');
    line.append(...cell.childNodes);
  }
  return line;
}
