/**
 * An update of a text as a row and back. The checksum covers every column, so a row cannot
 * be moved to another text or changed unseen; larger things carry a SHA-256.
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { BrokenText, StorageMisuse } from './errors.ts';
import type { TextKey, TextUpdate } from './text-storage.ts';

export interface TextRow extends TextUpdate {
  readonly crc: number;
}

export function textRowOf(key: TextKey, update: TextUpdate): TextRow {
  // A copy: the caller's bytes may lie in a buffer that is used again.
  const row = { ...update, bytes: Uint8Array.from(update.bytes) };
  return { ...row, crc: checksum(key, row) };
}

/** The updates of consecutive rows; throws at the first gap or broken row. */
export function textUpdatesOf(
  key: TextKey,
  afterN: number,
  rows: readonly TextRow[],
): readonly TextUpdate[] {
  return rows.map((row, index) => {
    const expected = afterN + index + 1;
    if (row.n !== expected) throw new BrokenText(key, expected, 'gap');
    if (checksum(key, row) !== row.crc) throw new BrokenText(key, row.n, 'checksum');
    const { n, seatId, at, bytes } = row;
    return { n, seatId, at, bytes: Uint8Array.from(bytes) };
  });
}

/** Updates handed over together must follow one another; returns the number before the first. */
export function numberBefore(updates: readonly TextUpdate[]): number {
  const [first] = updates;
  if (first === undefined) throw new StorageMisuse('not consecutive', 'no updates');
  updates.forEach((update, index) => {
    if (update.n !== first.n + index) {
      throw new StorageMisuse('not consecutive', `${update.n} at place ${index}`);
    }
  });
  return first.n - 1;
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function checksum({ workshopId, name }: TextKey, row: Omit<TextRow, 'crc'>): number {
  const { n, seatId, at, bytes } = row;
  return crc32(bytes, crc32(JSON.stringify([workshopId, name, n, seatId, at])));
}
