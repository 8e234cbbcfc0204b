/** What one can do to the text: one row of buttons, reached by Tab once and then by the arrows. */
import { isAllowedLink } from '@tavolo/documents';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import {
  Bold,
  Heading2,
  Heading3,
  Italic,
  Link,
  List,
  ListOrdered,
  Quote,
  Redo2,
  Strikethrough,
  Undo2,
} from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import type { UndoManager } from 'yjs';
import { IconButton } from '../../design/button.tsx';
import { useText } from '../../state/hooks.ts';
import { LinkForm } from './link-form.tsx';
import css from './text.module.css';

export function Toolbar({ editor }: { readonly editor: Editor }) {
  const text = useText();
  const [linking, setLinking] = useState(false);
  const is = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      bold: now.isActive('bold'),
      italic: now.isActive('italic'),
      strike: now.isActive('strike'),
      heading: now.isActive('heading', { level: 2 }),
      subheading: now.isActive('heading', { level: 3 }),
      bulletList: now.isActive('bulletList'),
      orderedList: now.isActive('orderedList'),
      quote: now.isActive('blockquote'),
      link: now.isActive('link'),
      // Asked of the stack itself: "can it" tries the whole command out, at every change of anybody.
      undo: (undoing(now)?.undoStack.length ?? 0) > 0,
      redo: (undoing(now)?.redoStack.length ?? 0) > 0,
    }),
  });
  const run = () => editor.chain().focus();
  const setLink = (href: string): boolean => {
    if (!isAllowedLink(href)) return false;
    const isEmpty = editor.state.selection.empty && !editor.isActive('link');
    if (isEmpty) {
      // Nothing is selected: the address itself becomes the words.
      const marks = [{ type: 'link', attrs: { href } }];
      run().insertContent({ type: 'text', text: href, marks }).run();
    } else run().extendMarkRange('link').setLink({ href }).run();
    setLinking(false);
    return true;
  };
  return (
    <>
      <div
        className={css.tools}
        role="toolbar"
        aria-label={text('proposals.tools')}
        onKeyDown={moveAlong}
      >
        <Tool
          name={text('proposals.bold')}
          icon={<Bold aria-hidden />}
          on={is.bold}
          first
          onClick={() => run().toggleBold().run()}
        />
        <Tool
          name={text('proposals.italic')}
          icon={<Italic aria-hidden />}
          on={is.italic}
          onClick={() => run().toggleItalic().run()}
        />
        <Tool
          name={text('proposals.strike')}
          icon={<Strikethrough aria-hidden />}
          on={is.strike}
          onClick={() => run().toggleStrike().run()}
        />
        <Tool
          name={text('proposals.heading')}
          icon={<Heading2 aria-hidden />}
          on={is.heading}
          onClick={() => run().toggleHeading({ level: 2 }).run()}
        />
        <Tool
          name={text('proposals.subheading')}
          icon={<Heading3 aria-hidden />}
          on={is.subheading}
          onClick={() => run().toggleHeading({ level: 3 }).run()}
        />
        <Tool
          name={text('proposals.bulletList')}
          icon={<List aria-hidden />}
          on={is.bulletList}
          onClick={() => run().toggleBulletList().run()}
        />
        <Tool
          name={text('proposals.orderedList')}
          icon={<ListOrdered aria-hidden />}
          on={is.orderedList}
          onClick={() => run().toggleOrderedList().run()}
        />
        <Tool
          name={text('proposals.quote')}
          icon={<Quote aria-hidden />}
          on={is.quote}
          onClick={() => run().toggleBlockquote().run()}
        />
        <Tool
          name={text('proposals.link')}
          icon={<Link aria-hidden />}
          on={is.link}
          onClick={() => setLinking(!linking)}
        />
        <Tool
          name={text('proposals.undo')}
          icon={<Undo2 className="turns" aria-hidden />}
          off={!is.undo}
          onClick={() => run().undo().run()}
        />
        <Tool
          name={text('proposals.redo')}
          icon={<Redo2 className="turns" aria-hidden />}
          off={!is.redo}
          onClick={() => run().redo().run()}
        />
      </div>
      {linking ? (
        <LinkForm
          start={String(editor.getAttributes('link').href ?? '')}
          onSet={setLink}
          onRemove={
            is.link
              ? () => {
                  run().extendMarkRange('link').unsetLink().run();
                  setLinking(false);
                }
              : null
          }
          onClose={() => {
            setLinking(false);
            editor.commands.focus();
          }}
        />
      ) : null}
    </>
  );
}

function Tool({
  name,
  icon,
  on,
  off,
  first,
  onClick,
}: {
  readonly name: string;
  readonly icon: ReactNode;
  readonly on?: boolean;
  readonly off?: boolean;
  readonly first?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <IconButton
      label={name}
      icon={icon}
      aria-pressed={on}
      aria-disabled={off || undefined}
      tabIndex={first ? 0 : -1}
      // The selection in the text stays where it is.
      onMouseDown={(event) => event.preventDefault()}
      onClick={off ? undefined : onClick}
    />
  );
}

/** One's own typing, as far as it can be taken back. */
function undoing({ state }: Editor): UndoManager | undefined {
  // What the plugin keeps under its own key.
  const kept = yUndoPluginKey.getState(state) as { undoManager?: UndoManager } | undefined;
  return kept?.undoManager;
}

/** Arrows, Home and End go from button to button, as a toolbar's do. */
function moveAlong(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.findIndex((button) => button.contains(document.activeElement));
  const turned = document.documentElement.dir === 'rtl' ? -1 : 1;
  const steps: Record<string, number> = { ArrowRight: turned, ArrowLeft: -turned };
  const step = steps[event.key];
  const to =
    event.key === 'Home' ? 0 : event.key === 'End' ? -1 : step === undefined ? null : at + step;
  if (to === null || at < 0) return;
  event.preventDefault();
  buttons.at(to % buttons.length)?.focus();
}
