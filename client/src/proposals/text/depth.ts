/**
 * Lists in lists in quotations end somewhere: deeper than the allowed list says, the server
 * refuses the text. What is pasted deeper is laid flat; a step deeper by hand is not taken.
 */
import { MAX_DEPTH } from '@tavolo/documents';
import { Extension } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import { Fragment, type Node, Slice } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';

/** The words in a paragraph count as a level of their own. */
const DEEPEST_BLOCK = MAX_DEPTH - 1;
/** What is pasted may come to stand inside something. */
const DEEPEST_PASTED = 10;

export const BoundedDepth = Extension.create({
  name: 'boundedDepth',
  addProseMirrorPlugins() {
    return [
      new Plugin({
        filterTransaction: (transaction) =>
          !transaction.docChanged ||
          isChangeOrigin(transaction) ||
          depthOf(transaction.doc) <= DEEPEST_BLOCK,
        props: { transformPasted: (slice) => flattened(slice, DEEPEST_PASTED) },
      }),
    ];
  },
});

/** How deep the deepest block lies; one right in the document is at 1. */
export function depthOf(node: Node | Fragment): number {
  let deepest = 0;
  node.forEach((child) => {
    if (child.isBlock) deepest = Math.max(deepest, 1 + depthOf(child));
  });
  return deepest;
}

/** The slice with no block deeper than `deepest`; all words stay, in their order. */
export function flattened(slice: Slice, deepest: number): Slice {
  if (depthOf(slice.content) <= deepest) return slice;
  return Slice.maxOpen(bounded(slice.content, deepest));
}

function bounded(content: Fragment, room: number): Fragment {
  const blocks: Node[] = [];
  content.forEach((child) => {
    if (!child.isBlock || child.isTextblock || child.isLeaf) blocks.push(child);
    else if (room < roomFor(child)) blocks.push(...textBlocksIn(child));
    else blocks.push(child.copy(bounded(child.content, room - 1)));
  });
  return Fragment.from(blocks);
}

/** A list needs an item and a paragraph in it, everything else a paragraph. */
function roomFor(node: Node): number {
  return node.firstChild?.type.name === 'listItem' ? 3 : 2;
}

function textBlocksIn(node: Node): Node[] {
  const found: Node[] = [];
  node.descendants((child) => {
    if (child.isTextblock) found.push(child);
    return !child.isTextblock;
  });
  return found;
}
