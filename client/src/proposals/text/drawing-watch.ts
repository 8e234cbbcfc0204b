/**
 * What breaks while others' changes are drawn breaks outside of React, where no net would
 * catch it. If after an error the page does not show what the document says, it breaks here,
 * inside the editor's net.
 */
import { textOf } from '@tavolo/documents';
import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';
import type * as Y from 'yjs';
import css from './prose.module.css';

export function useDrawingWatch(editor: Editor, doc: Y.Doc): void {
  const [broken, setBroken] = useState<Error | null>(null);
  useEffect(() => {
    const look = () => {
      // While a word is being composed, the page is ahead of the document.
      if (editor.isDestroyed || editor.view.composing) return;
      if (letters(drawnBy(editor)) !== letters(textOf(doc).text)) {
        setBroken(new Error('the editor does not show what the document says'));
      }
    };
    let turn: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(turn);
      turn = setTimeout(look);
    };
    window.addEventListener('error', soon);
    return () => {
      clearTimeout(turn);
      window.removeEventListener('error', soon);
    };
  }, [editor, doc]);
  if (broken !== null) throw broken;
}

/** What stands on the screen: the editor's own state may be ahead of it. */
function drawnBy({ view }: Editor): string {
  const drawn = view.dom.cloneNode(true) as HTMLElement;
  for (const caret of drawn.querySelectorAll(`.${css.caret}`)) caret.remove();
  return drawn.textContent ?? '';
}

/** Without what is there for the browser alone: spaces between blocks, joiners beside carets. */
function letters(words: string): string {
  return words.replace(/[\s\u2060]/g, '');
}
