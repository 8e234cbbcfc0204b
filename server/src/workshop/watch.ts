/**
 * Looks in the store for what the doorbell did not tell: often while it is away, now and then
 * while it works (a message may be lost), at once when it changes between the two. Opened by
 * the house where several nodes share a store; a single node has nothing to look for.
 */
import type { WorkshopId } from '@tavolo/model';
import type { Logger } from 'pino';
import type { Bus } from '../bus/bus.ts';
import type { WorkshopHead } from '../storage/heads.ts';
import type { Storage } from '../storage/storage.ts';

/**
 * Others' changes are promised within two seconds, also in the moment in which the doorbell
 * has gone silent and nobody knows it yet. One look at 135 workshops with
 * 8 texts each was seen to take 6 ms, on a machine busy with other things.
 */
const WELL_MS = 1_500;
const AWAY_MS = 500;
/** The least part of it that is waited, so that nodes do not ask in step. */
const LEAST = 0.7;

export interface WatchOptions {
  readonly bus: Bus;
  readonly storage: Storage;
  readonly log: Logger;
  /** Workshops in memory. */
  readonly present: () => readonly WorkshopId[];
  /** Called before the store is asked; what it returns is called with what the store said. */
  readonly looking: () => (head: WorkshopHead) => void;
}

export interface Watch {
  /** At these alone, at once; rejections are this watch's own business. */
  look(ids: readonly WorkshopId[]): Promise<void>;
  close(): Promise<void>;
}

export function startWatch({ bus, storage, log, present, looking }: WatchOptions): Watch {
  let timer: NodeJS.Timeout | null = null;
  let underWay: Promise<void> | null = null;
  let again = false;
  let isBlind = false;
  let closed = false;

  async function look(ids: readonly WorkshopId[]): Promise<void> {
    if (ids.length === 0 || closed) return;
    const saw = looking();
    try {
      for (const head of await storage.heads(ids)) saw(head);
      isBlind = false;
    } catch (error) {
      if (closed) return;
      if (!isBlind) log.warn({ err: error }, 'could not look for what other nodes have done');
      isBlind = true;
    }
  }

  function round(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (closed) return;
    again = underWay !== null;
    underWay ??= look(present()).then(() => {
      underWay = null;
      if (again) round();
      else sleep();
    });
  }

  function sleep(): void {
    if (closed) return;
    const most = bus.status.well ? WELL_MS : AWAY_MS;
    timer = setTimeout(round, most * (LEAST + Math.random() * (1 - LEAST)));
    timer.unref();
  }

  const stop = bus.isShared ? bus.subscribe(round) : () => undefined;
  if (bus.isShared) sleep();
  return {
    look,
    async close() {
      closed = true;
      stop();
      if (timer !== null) clearTimeout(timer);
      await underWay;
    },
  };
}
