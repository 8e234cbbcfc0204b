/**
 * How snapshots of a workshop are kept: a cache, so that a long log need not be read whole
 * at every load. In parts, because a commit that carries megabytes along would keep those
 * waiting who write at the same moment. Part of the `Storage` contract; `snapshots.ts` puts
 * the parts together and holds them to their SHA-256.
 */
import type { WorkshopId } from '@tavolo/model';

export interface SnapshotHead {
  /** The last decision in it. */
  readonly seq: number;
  /** Of what made it: another version's snapshot says nothing to this one. */
  readonly version: string;
  readonly parts: number;
  /** Of all parts in their order, hex. */
  readonly sha256: string;
}

export interface SnapshotStorage {
  /** Keeps one part, numbered from 0, in the place of an earlier one. Nobody finds it before `sealSnapshot`. */
  saveSnapshotPart(
    workshopId: WorkshopId,
    seq: number,
    part: number,
    bytes: Uint8Array,
  ): Promise<void>;
  /** All parts are there: from now on it is found. One with this number that is there already stays. */
  sealSnapshot(workshopId: WorkshopId, head: SnapshotHead): Promise<void>;
  /** The sealed ones, the newest first. */
  snapshotHeads(workshopId: WorkshopId): Promise<readonly SnapshotHead[]>;
  /** Null where it is missing. Unchecked: see `snapshots.ts`. */
  readSnapshotPart(workshopId: WorkshopId, seq: number, part: number): Promise<Uint8Array | null>;
  /**
   * Deletes one part of the snapshots with numbers from `from` to `to`, both included, sealed
   * or not; none of them is found any more. False where there was no part left.
   */
  dropSnapshotPart(workshopId: WorkshopId, from: number, to: number): Promise<boolean>;
}
