/**
 * Words that stand loose beside paragraphs, such as `<p>…</p><b>one</b> <i>two</i>`: the
 * editor's reader drops the blank between them, and the words run into each other. Here they
 * get a paragraph around them.
 */
import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';

const CONTAINERS = 'body, div, section, article, main, header, footer, aside, address, center';
const BLOCKS = `${CONTAINERS}, p, ul, ol, li, dl, dt, dd, blockquote, pre, hr, h1, h2, h3, h4, h5, h6, table, figure, form, fieldset, nav, style, script`;

export const PastedWords = Extension.create({
  name: 'pastedWords',
  addProseMirrorPlugins: () => [new Plugin({ props: { transformPastedHTML: wordsApart } })],
});

export function wordsApart(html: string): string {
  // A blank between two elements is what gets lost.
  if (!/>\s+</.test(html)) return html;
  // A document of its own: nothing in it is loaded or run.
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const container of [body, ...body.querySelectorAll(CONTAINERS)]) {
    for (const run of runsOf(container)) {
      if (!run.slice(1, -1).some(isBlank)) continue;
      const paragraph = body.ownerDocument.createElement('p');
      run[0]?.before(paragraph);
      paragraph.append(...run);
    }
  }
  return body.innerHTML;
}

/** What stands in a row with no block in between, from its first word to its last. */
function runsOf(container: Element): ChildNode[][] {
  const runs: ChildNode[][] = [[]];
  for (const node of container.childNodes) {
    const run = runs.at(-1);
    if (holdsBlock(node)) runs.push([]);
    else if (run !== undefined && (run.length > 0 || !isBlank(node))) run.push(node);
  }
  return runs.map((run) => run.slice(0, run.findLastIndex((node) => !isBlank(node)) + 1));
}

function holdsBlock(node: ChildNode): boolean {
  return node instanceof Element && (node.matches(BLOCKS) || node.querySelector(BLOCKS) !== null);
}

function isBlank({ nodeType, textContent }: ChildNode): boolean {
  return nodeType === Node.TEXT_NODE && textContent?.trim() === '';
}
