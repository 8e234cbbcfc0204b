/**
 * The editor of one open text. Loaded only on a proposal's page: it is the largest part of
 * the client. Everything it may hold stands in `schema.ts`.
 */
import { textRoot } from '@tavolo/documents';
import { directionOf, type Language } from '@tavolo/model';
import type { Editor } from '@tiptap/core';
import Collaboration from '@tiptap/extension-collaboration';
import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useRef } from 'react';
import type { TextState } from '../../state/contract.ts';
import { useText } from '../../state/hooks.ts';
import { staysCalm } from './calm-scroll.ts';
import { carets } from './caret.ts';
import { BoundedDepth } from './depth.ts';
import { useDrawingWatch } from './drawing-watch.ts';
import { PastedLists } from './pasted-lists.ts';
import { PastedTables } from './pasted-tables.ts';
import { PastedWords } from './pasted-words.ts';
import css from './prose.module.css';
import { TEXT_EXTENSIONS } from './schema.ts';
import textCss from './text.module.css';
import { Toolbar } from './toolbar.tsx';
import { useWordCount } from './words.ts';

type Shown = NonNullable<TextState['shown']>;

export function TextEditor({
  shown: { doc, awareness },
  language,
  editable,
  label,
}: {
  readonly shown: Shown;
  readonly language: Language;
  readonly editable: boolean;
  /** Its name, for who does not see what stands above it. */
  readonly label: string;
}) {
  const mayType = useRef(editable);
  mayType.current = editable;
  const editor = useEditor(
    {
      extensions: [
        ...TEXT_EXTENSIONS,
        BoundedDepth,
        PastedTables,
        PastedLists,
        PastedWords,
        Collaboration.configure({ fragment: textRoot(doc) }),
        carets(awareness),
      ],
      editable,
      // The page's policy allows no style element; the rules are in `prose.module.css`.
      injectCSS: false,
      editorProps: {
        handleScrollToSelection: staysCalm,
        // Asked for at each drawing, so that it tells the present right.
        attributes: () => ({
          role: 'textbox',
          'aria-multiline': 'true',
          'aria-label': label,
          'aria-readonly': String(!mayType.current),
          lang: language,
          dir: directionOf(language),
        }),
      },
    },
    [doc],
  );
  useEffect(() => {
    // Nothing is typed by it, so it is no update.
    editor.setEditable(editable, false);
  }, [editor, editable]);
  useDrawingWatch(editor, doc);
  return (
    <>
      <div className={textCss.bar}>
        {editable ? <Toolbar editor={editor} /> : null}
        <WordCount editor={editor} />
      </div>
      <EditorContent editor={editor} className={css.prose} />
    </>
  );
}

function WordCount({ editor }: { readonly editor: Editor }) {
  const text = useText();
  const count = useWordCount(editor);
  return <p className={textCss.count}>{text('proposals.words', { count })}</p>;
}
