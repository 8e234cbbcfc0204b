/**
 * Is a text one that the editor can show? The gate sees one part at a time; that a list has
 * an item, or that an item begins with a paragraph, shows only on the whole, and two people
 * can break it together without either doing wrong. The first editor to open such a text
 * would tear out the part for everybody; the server does it first, and can take it back.
 */
import { HEADING_LEVELS, textRoot } from '@tavolo/documents';
import { getSchema } from '@tiptap/core';
import { StarterKit } from '@tiptap/starter-kit';
import { yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import { changeOf } from './text-document.ts';

/** As the editor has it. */
export const TEXT_SCHEMA = getSchema([
  StarterKit.configure({
    undoRedo: false,
    codeBlock: false,
    underline: false,
    heading: { levels: [...HEADING_LEVELS] },
  }),
]);

export type Structure =
  | { readonly is: 'sound' }
  /** `update` takes out what cannot be shown. */
  | { readonly is: 'repairable'; readonly update: Uint8Array }
  | { readonly is: 'broken' };

export function structureOf(doc: Y.Doc): Structure {
  let sound = true;
  const update = changeOf(doc, (copy) => {
    sound = settles(copy);
  });
  if (!sound) return { is: 'broken' };
  return update === null ? { is: 'sound' } : { is: 'repairable', update };
}

/** The converter deletes what the schema does not take, part by part; then the whole is looked at. */
function settles(copy: Y.Doc): boolean {
  const root = textRoot(copy);
  // Nothing at all is the editor's empty page.
  if (root.length === 0) return true;
  try {
    const node = yXmlFragmentToProseMirrorRootNode(root, TEXT_SCHEMA);
    if (root.length > 0) node.check();
    return true;
  } catch (error) {
    if (error instanceof Error) return false;
    throw error;
  }
}
