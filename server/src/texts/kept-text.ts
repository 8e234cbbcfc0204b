/** A text as it lies on the disk: its newest snapshot, the updates after it, and who wrote under which id. */
import type { SeatId } from '@tavolo/model';
import type * as Y from 'yjs';
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

/** Reads all of it; where nothing is kept yet, `first` makes the first row. */
export async function readKeptText(
  storage: Storage,
  key: TextKey,
  first: () => Omit<TextUpdate, 'n'>,
): Promise<KeptText> {
  const snapshot = await storage.findTextSnapshot(key);
  const rows: TextUpdate[] = [];
  let n = snapshot?.n ?? 0;
  for (;;) {
    const page = await storage.readText(key, n, PAGE);
    rows.push(...page);
    n += page.length;
    if (page.length === PAGE) continue;
    if (n > 0) break;
    // Two who open an empty text at once make the same row; one of them is first.
    await storage.appendText(key, [{ n: 1, ...first() }], [], null);
  }
  const authors = await storage.textAuthors(key);
  const kept = snapshot === null ? [] : [snapshot.bytes];
  return {
    doc: textFrom([...kept, ...rows.map(({ bytes }) => bytes)]),
    rows,
    n,
    size: rows.reduce((sum, { bytes }) => sum + bytes.length, snapshot?.bytes.length ?? 0),
    snapshotAt: snapshot?.n ?? 0,
    authors: new Map(authors.map(({ client, seatId }) => [client, seatId])),
  };
}
