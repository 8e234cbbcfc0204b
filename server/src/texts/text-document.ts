/**
 * The one place where bytes become part of a document. What comes from a client has passed
 * the gate; what comes from the disk had.
 */
import { TEXT_SERVER_CLIENT, textRoot } from '@tavolo/documents';
import * as Y from 'yjs';

export function emptyText(): Y.Doc {
  const doc = new Y.Doc();
  textRoot(doc);
  return doc;
}

export function textFrom(updates: Iterable<Uint8Array>): Y.Doc {
  const doc = emptyText();
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  return doc;
}

/**
 * Applies an update and returns what was new in it, as Yjs writes it: a copy that comes
 * back sends all it has ever deleted, and that need not be kept again. Null where nothing was.
 */
export function applied(doc: Y.Doc, update: Uint8Array): Uint8Array | null {
  return recorded(doc, () => Y.applyUpdate(doc, update));
}

/**
 * What a change of the server's own would be, found out on a copy: the document itself
 * changes when the update is on the disk. Null where it changes nothing.
 */
export function changeOf(doc: Y.Doc, change: (copy: Y.Doc) => void): Uint8Array | null {
  const copy = textFrom([Y.encodeStateAsUpdate(doc)]);
  try {
    // Yjs takes another id when it meets its own in an update.
    copy.clientID = TEXT_SERVER_CLIENT;
    return recorded(copy, () => copy.transact(() => change(copy)));
  } finally {
    copy.destroy();
  }
}

/** Looks into a kept text that is nobody's document. */
export function readVersion<Answer>(bytes: Uint8Array, look: (doc: Y.Doc) => Answer): Answer {
  const doc = textFrom([bytes]);
  try {
    return look(doc);
  } finally {
    doc.destroy();
  }
}

/** Puts the content of one text in the place of another's. */
export function replaceContent(copy: Y.Doc, content: Uint8Array): void {
  const from = textFrom([content]);
  const root = textRoot(copy);
  root.delete(0, root.length);
  const parts = textRoot(from).toArray();
  root.insert(
    0,
    parts.flatMap((part) => (part instanceof Y.XmlElement ? [part.clone()] : [])),
  );
  from.destroy();
}

function recorded(doc: Y.Doc, change: () => void): Uint8Array | null {
  const updates: Uint8Array[] = [];
  const record = (update: Uint8Array): void => {
    updates.push(update);
  };
  doc.on('update', record);
  try {
    change();
  } finally {
    doc.off('update', record);
  }
  return updates.length === 0 ? null : Y.mergeUpdates(updates);
}
