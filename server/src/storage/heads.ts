/** Where workshops stand, without reading them: for a node that wants to know whether it has missed something. */
import type { WorkshopId } from '@tavolo/model';
import type { WorkshopRecord } from './storage.ts';

export interface WorkshopHead
  extends Pick<WorkshopRecord, 'id' | 'joinCode' | 'restore' | 'dueAt'> {
  /** Of its last decision. */
  readonly seq: number;
  /** The texts that have an update, by name, and the number of the last. */
  readonly texts: readonly TextHead[];
}

export interface TextHead {
  readonly name: string;
  readonly n: number;
}

export interface HeadStorage {
  /** Of those that exist, in any order; all as of one moment after the call. */
  heads(ids: readonly WorkshopId[]): Promise<readonly WorkshopHead[]>;
}
