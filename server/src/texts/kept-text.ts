/** A text as it lies on the disk: its newest snapshot, the updates after it, and who wrote under which id. */
import type { SeatId } from '@tavolo/model';
import * as Y from 'yjs';
import type { Storage } from '../storage/storage.ts';
import type { TextKey, TextUpdate } from '../storage/text-storage.ts';
import { textFrom } from './text-document.ts';

/** Updates read from the disk at once. */
const PAGE = 500;

export interface KeptText {
  readonly doc: Y.Doc;
  /** The updates after the snapshot. */
  readonly rows: readonly TextUpdate[];
  /** The last update in it. */
  readonly n: number;
  /** Bytes of what it was made from. */
  readonly size: number;
  readonly snapshotAt: number;
  readonly authors: ReadonlyMap<number, SeatId>;
}

/** All updates after `n`. */
export async function readTextAfter(
  storage: Storage,
  key: TextKey,
  n: number,
): Promise<readonly TextUpdate[]> {
  const rows: TextUpdate[] = [];
  for (;;) {
    const page = await storage.readText(key, n + rows.length, PAGE);
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}

/** The client ids under which something stands in an update. */
export function clientsIn(update: Uint8Array): Iterable<number> {
  return Y.parseUpdateMeta(update).from.keys();
}

/**
 * Reads all of it; where nothing is kept yet, `first` makes the first row. A snapshot that says
 * more than the log has is not used, and made anew: what people write next would be written over
 * by it. Where the log was cut, reading its last row says so.
 */
export async function readKeptText(
  storage: Storage,
  key: TextKey,
  first: () => Omit<TextUpdate, 'n'>,
  aheadOfLog: (snapshot: { readonly n: number }) => void,
): Promise<KeptText> {
  const found = await storage.findTextSnapshot(key);
  const isAhead = found !== null && (await storage.readText(key, found.n - 1, 1)).length === 0;
  const snapshot = isAhead ? null : found;
  const rows: TextUpdate[] = [];
  let n = snapshot?.n ?? 0;
  for (;;) {
    rows.push(...(await readTextAfter(storage, key, n)));
    n = rows.at(-1)?.n ?? n;
    if (n > 0) break;
    // Two who open an empty text at once make the same row; one of them is first.
    await storage.appendText(key, [{ n: 1, ...first() }], [], null);
  }
  const authors = await storage.textAuthors(key);
  const kept = snapshot === null ? [] : [snapshot.bytes];
  const doc = textFrom([...kept, ...rows.map(({ bytes }) => bytes)]);
  if (isAhead) {
    // Before anybody writes: once the log has grown past it, nothing would show that it is wrong.
    aheadOfLog(found);
    await storage.saveTextSnapshot(key, { n, bytes: Y.encodeStateAsUpdate(doc) });
  }
  return {
    doc,
    rows,
    n,
    size: rows.reduce((sum, { bytes }) => sum + bytes.length, snapshot?.bytes.length ?? 0),
    snapshotAt: isAhead ? n : (snapshot?.n ?? 0),
    authors: new Map(authors.map(({ client, seatId }) => [client, seatId])),
  };
}
