/** Others' carets: a line in the text, and the name in the margin, where it covers no word. */
import CollaborationCaret from '@tiptap/extension-collaboration-caret';
import type { Awareness } from 'y-protocols/awareness';
import css from './prose.module.css';

/** What the server tells of whoever writes; the name is the seat's. */
interface CaretUser {
  readonly name?: unknown;
  readonly color?: unknown;
  readonly shade?: unknown;
}

/** One of the five colours of people, by the shade that the board shows them in. */
const SHADES = [1, 2, 3, 4, 5];
/** What a client may say of itself; what others see of it comes from its seat. */
const SELF = { name: '', color: '#3b3f47' };

export function carets(awareness: Awareness) {
  return CollaborationCaret.configure({
    provider: { awareness },
    user: SELF,
    render: (user: CaretUser) => caretOf(user),
    selectionRender: (user: CaretUser) => ({
      class: css.selected ?? '',
      'data-shade': shadeOf(user),
    }),
  });
}

function caretOf(user: CaretUser): HTMLElement {
  const caret = document.createElement('span');
  caret.className = css.caret ?? '';
  caret.dataset.shade = shadeOf(user);
  const name = document.createElement('span');
  name.textContent = typeof user.name === 'string' ? user.name : '';
  caret.append(name);
  return caret;
}

function shadeOf({ shade }: CaretUser): string {
  return SHADES.some((each) => each === shade) ? String(shade) : '5';
}
