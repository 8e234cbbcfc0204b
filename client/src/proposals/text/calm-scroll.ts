/**
 * Where the view goes when others write. The editor would look up its caret on the screen
 * after each of their changes, which lays out the whole page before it has to be: with eight
 * people writing that was the dearest part of a key. Browsers that hold the view still by
 * themselves when something grows above it need no help.
 */

import type { EditorView } from '@tiptap/pm/view';
import { ySyncPluginKey } from '@tiptap/y-tiptap';

/** What the plugin that ties the editor to the document keeps of the last change. */
interface LastChange {
  readonly isChangeOrigin?: boolean;
  readonly isUndoRedoOperation?: boolean;
}

/** True where nothing is to be done: the change came from others and the browser holds the view. */
export function staysCalm({ state }: Pick<EditorView, 'state'>): boolean {
  const last = ySyncPluginKey.getState(state) as LastChange | undefined;
  const isOthers = last?.isChangeOrigin === true && last.isUndoRedoOperation !== true;
  return isOthers && CSS.supports('overflow-anchor', 'auto');
}
