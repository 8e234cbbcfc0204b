/**
 * When snapshots are made, and which are believed. Made while nothing else is to be done,
 * after enough decisions, and when a workshop leaves memory; believed where version, hash and
 * the decision it ends with are those of this program and this log. A snapshot that fails
 * is a line in the log and nothing more: the decisions are the truth.
 */
import type { WorkshopId } from '@tavolo/model';
import type { Logger } from 'pino';
import type { SnapshotHead } from '../storage/snapshot-storage.ts';
import { dropSnapshots, keepSnapshot, readSnapshot, type Snapshot } from '../storage/snapshots.ts';
import type { Storage } from '../storage/storage.ts';
import { copyFrom, SNAPSHOT_VERSION } from './snapshot.ts';
import { anchorOf, WorkshopCopy } from './workshop-copy.ts';

/** Decisions since the last one after which another is worth its place. */
const EVERY = 500;
/** A long log makes a large snapshot: it waits until the log has grown by so much of itself. */
const SHARE = 20;
/** A shorter tail is read as quickly as a snapshot is written. */
const LEAVING_EVERY = 20;

const OTHER_VERSION = 'another version';

/** A workshop in memory, as far as this is concerned. */
export interface Snapshotted {
  readonly id: WorkshopId;
  readonly seq: number;
  readonly idle: boolean;
  snapshot(): Promise<Snapshot>;
}

export interface SnapshotShelf {
  /** The newest copy that can be believed; an empty one where there is none. The log's rest is still to be read. */
  load(id: WorkshopId): Promise<WorkshopCopy>;
  /** A workshop has nothing to do at the moment. */
  rested(workshop: Snapshotted): void;
  /** A workshop leaves memory. */
  left(workshop: Snapshotted): Promise<void>;
}

interface Options {
  readonly storage: Storage;
  readonly log: Logger;
}

export function openSnapshotShelf({ storage, log }: Options): SnapshotShelf {
  /** Where the last one stands that was kept or tried. */
  const tried = new Map<WorkshopId, number>();
  const underWay = new Map<WorkshopId, Promise<void>>();

  async function load(id: WorkshopId): Promise<WorkshopCopy> {
    for (const head of await storage.snapshotHeads(id)) {
      const copy = await believed(id, head);
      if (copy instanceof WorkshopCopy) {
        tried.set(id, head.seq);
        return copy;
      }
      log.warn({ workshop: id, seq: head.seq, why: copy }, 'a snapshot is not used');
      // Of another version: perhaps this program's next one, or the one before, still reads it.
      if (copy !== OTHER_VERSION) await drop(id, head.seq);
    }
    return new WorkshopCopy();
  }

  async function drop(id: WorkshopId, seq: number): Promise<void> {
    try {
      await dropSnapshots(storage, id, seq, seq);
    } catch (error) {
      log.warn({ workshop: id, seq, err: error }, 'a snapshot could not be dropped');
    }
  }

  async function believed(id: WorkshopId, head: SnapshotHead): Promise<WorkshopCopy | string> {
    if (head.version !== SNAPSHOT_VERSION) return OTHER_VERSION;
    const bytes = await readSnapshot(storage, id, head);
    if (bytes === null) return 'broken';
    const copy = copyFrom(bytes);
    const [last] = await storage.read(id, head.seq - 1, 1);
    if (last === undefined) return 'ahead of the log';
    return copy.seq === head.seq && copy.anchor === anchorOf(last) ? copy : 'of another log';
  }

  function make(workshop: Snapshotted): Promise<void> {
    const { id } = workshop;
    tried.set(id, workshop.seq);
    const made = workshop
      .snapshot()
      .then((snapshot) => keepSnapshot(storage, id, snapshot))
      .then((isWhole) => {
        if (!isWhole) log.warn({ workshop: id }, 'a snapshot did not come back as it was written');
      })
      .catch((error: unknown) => log.warn({ workshop: id, err: error }, 'a snapshot was not kept'))
      .finally(() => underWay.delete(id));
    underWay.set(id, made);
    return made;
  }

  return {
    load,
    rested(workshop) {
      const grown = workshop.seq - (tried.get(workshop.id) ?? 0);
      if (!workshop.idle || underWay.has(workshop.id)) return;
      if (grown >= Math.max(EVERY, workshop.seq / SHARE)) void make(workshop);
    },
    async left(workshop) {
      await underWay.get(workshop.id);
      if (workshop.seq - (tried.get(workshop.id) ?? 0) >= LEAVING_EVERY) await make(workshop);
      tried.delete(workshop.id);
    },
  };
}
