import { wordsOf } from '@tavolo/documents';
import type { Editor } from '@tiptap/core';
import { useEffect, useState } from 'react';

/** Counting is nobody's hurry: after a pause in the typing. */
const PAUSE_MS = 400;

/** How many words the text has. */
export function useWordCount(editor: Editor): number {
  const [words, setWords] = useState(() => countIn(editor));
  useEffect(() => {
    let pause: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(pause);
      pause = setTimeout(() => setWords(countIn(editor)), PAUSE_MS);
    };
    setWords(countIn(editor));
    editor.on('update', soon);
    return () => {
      clearTimeout(pause);
      editor.off('update', soon);
    };
  }, [editor]);
  return words;
}

function countIn({ state: { doc } }: Editor): number {
  return wordsOf(doc.textBetween(0, doc.content.size, '\n', ' '));
}
