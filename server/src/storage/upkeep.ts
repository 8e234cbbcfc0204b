/**
 * What an operator may ask of a data folder while the server is stopped: is everything that
 * was written still there, and if not, go back to the last good state. Nothing is deleted
 * that has not been put aside before. The verbs of `cli/` are its callers.
 */
import type { WorkshopId } from '@tavolo/model';
import type { BrokenLog, BrokenText } from './errors.ts';
import type { Decision, WorkshopRecord } from './storage.ts';
import type { TextKey } from './text-storage.ts';

export interface SnapshotReport {
  /** The last decision, or update, in it. */
  readonly seq: number;
  readonly version: string;
  readonly isWhole: boolean;
  /** What has to be read besides, from the decision it ends with on, has no fault. */
  readonly restIsWhole: boolean;
}

export interface LogReport {
  readonly record: WorkshopRecord;
  /** As it was acknowledged: the number of the last decision. */
  readonly last: number;
  /** The longest beginning without a fault ends with it. */
  readonly lastGood: number;
  readonly broken: BrokenLog | null;
  readonly snapshots: readonly SnapshotReport[];
}

export interface TextReport {
  readonly key: TextKey;
  readonly last: number;
  readonly lastGood: number;
  readonly broken: BrokenText | null;
  /** Null where there is none. */
  readonly snapshot: Omit<SnapshotReport, 'version'> | null;
  readonly brokenVersions: readonly number[];
}

/** Where to, and when the next announced move is due there. */
export interface LogCut {
  readonly workshopId: WorkshopId;
  readonly to: number;
  readonly dueAt: number | null;
}

export interface TextCut {
  readonly key: TextKey;
  readonly to: number;
}

/** A table as it is kept; `key` is what tells its rows apart. */
export interface KeptTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

export type KeptRow = Readonly<Record<string, string | number | Uint8Array | null>>;

export interface Upkeep {
  /** What the store says of the file itself; empty where it is whole. */
  faults(): readonly string[];
  logs(): readonly LogReport[];
  texts(): readonly TextReport[];
  /** Decisions up to `to`; throws BrokenLog where they are not all good. */
  decisions(workshopId: WorkshopId, to: number): readonly Decision[];
  /** Everything as it is, damage included, in a file of its own. */
  copyTo(path: string): void;
  /** A compact copy, in a file of its own; throws where the file is damaged. */
  backUpTo(path: string): void;
  /** Rows after `to`, as they are kept: to be put aside. */
  rowsAfter(cut: LogCut | TextCut): readonly Readonly<Record<string, unknown>>[];
  /** Rows after `to` go, and snapshots with them; all documents of the workshop get a new epoch. */
  cut(cut: LogCut | TextCut): void;
  /** How often each workshop has begun anew. */
  epochs(): ReadonlyMap<WorkshopId, number>;
  /** Every workshop gets an epoch above its own and above that of `others`: what a restored folder needs. */
  newEpochs(others: (id: WorkshopId) => number): void;
  /** The number of the form that the file is in: opening it has brought it to the newest. */
  form(): number;
  /** All tables that hold something of people's, in an order in which their rows may be written elsewhere. */
  tables(): readonly KeptTable[];
  /** All rows of one, by its key, or in the order in which they were made. */
  rows(table: KeptTable, by: 'key' | 'making'): Iterable<KeptRow>;
  close(): void;
}
