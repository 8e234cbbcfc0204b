/**
 * Keeping and finding snapshots over any store. A snapshot counts once it has been read back
 * with the hash it was made with; only then the older ones go. What does not match is a
 * snapshot that was never there: the log is enough.
 */
import { createHash } from 'node:crypto';
import type { WorkshopId } from '@tavolo/model';
import type { SnapshotHead, SnapshotStorage } from './snapshot-storage.ts';

/** What one write or read may hold up others by: about a millisecond. */
const PART_BYTES = 256 * 1024;

export interface Snapshot {
  readonly seq: number;
  readonly version: string;
  readonly bytes: Uint8Array;
}

/** False where it did not come back as it was written; then it is gone again, and the older ones stay. */
export async function keepSnapshot(
  storage: SnapshotStorage,
  workshopId: WorkshopId,
  { seq, version, bytes }: Snapshot,
): Promise<boolean> {
  for (const head of await storage.snapshotHeads(workshopId)) {
    if (head.seq !== seq) continue;
    const isSame = head.version === version;
    if (isSame && (await readSnapshot(storage, workshopId, head)) !== null) return true;
    // Its place is needed: it is broken, or of another version.
    await dropSnapshots(storage, workshopId, seq, seq);
  }
  const hash = createHash('sha256');
  let parts = 0;
  for (let from = 0; from < bytes.length; from += PART_BYTES) {
    const part = bytes.subarray(from, from + PART_BYTES);
    hash.update(part);
    await storage.saveSnapshotPart(workshopId, seq, parts, part);
    parts += 1;
  }
  const head: SnapshotHead = { seq, version, parts, sha256: hash.digest('hex') };
  await storage.sealSnapshot(workshopId, head);
  const isWhole = (await readSnapshot(storage, workshopId, head)) !== null;
  if (isWhole) await dropSnapshots(storage, workshopId, 0, seq - 1);
  else await dropSnapshots(storage, workshopId, seq, seq);
  return isWhole;
}

/** Null where a part is missing, or where the whole does not match its SHA-256. */
export async function readSnapshot(
  storage: SnapshotStorage,
  workshopId: WorkshopId,
  { seq, parts, sha256 }: SnapshotHead,
): Promise<Uint8Array | null> {
  const hash = createHash('sha256');
  const read: Uint8Array[] = [];
  for (let part = 0; part < parts; part += 1) {
    const bytes = await storage.readSnapshotPart(workshopId, seq, part);
    if (bytes === null) return null;
    hash.update(bytes);
    read.push(bytes);
  }
  return hash.digest('hex') === sha256 ? Buffer.concat(read) : null;
}

export async function dropSnapshots(
  storage: SnapshotStorage,
  workshopId: WorkshopId,
  from: number,
  to: number,
): Promise<void> {
  while (await storage.dropSnapshotPart(workshopId, from, to));
}
