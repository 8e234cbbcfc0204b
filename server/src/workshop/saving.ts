/**
 * Does the disk take what people write? Every write of the program passes here on its way to
 * the store. When one fails the disk is in doubt and is tried at once; if the trial fails,
 * too, nothing more is written until one succeeds: workshops can be read, everybody is told,
 * and a trial a second finds the moment when the disk is back.
 */
import type { Logger } from 'pino';
import { StorageUnavailable } from '../storage/errors.ts';
import type { Storage } from '../storage/storage.ts';
import { type Operation, WRITES } from '../storage/writes.ts';
import { StorageFailure } from './contract.ts';

/** What people are told. */
export interface SavingStatus {
  readonly saves: boolean;
  /** Since when not (ms since the epoch); null where it saves. */
  readonly since: number | null;
}

export interface Saving {
  readonly status: SavingStatus;
  /** False from the first failed write until a trial has succeeded; nobody is told of so short a doubt. */
  readonly isWell: boolean;
  /** Told whenever `status` changes. */
  subscribe(listener: (status: SavingStatus) => void): () => void;
  /** Resolves when the disk takes writes: at once where it does. */
  whenWell(): Promise<void>;
}

export interface WatchedSaving extends Saving {
  /** The store, through which all writes are to go. Its owner closes the store first, then this. */
  readonly storage: Storage;
  close(): void;
}

export interface SavingOptions {
  readonly storage: Storage;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** One failed commit that heals at once is not worth a word. */
const FIRST_TRIAL_MS = 50;
const TRIAL_MS = 1_000;
/** What must find a place before people are told that all is well: more than one batch of them writes. */
const ROOM = 1024 * 1024;

const WELL: SavingStatus = { saves: true, since: null };

/** Where nobody watches: what fails, fails for those who asked. */
export const UNWATCHED: Saving = {
  status: WELL,
  isWell: true,
  subscribe: () => () => undefined,
  whenWell: () => Promise.resolve(),
};

export function watchSaving({ storage, log, clock }: SavingOptions): WatchedSaving {
  const listeners = new Set<(status: SavingStatus) => void>();
  let waiting: (() => void)[] = [];
  let status = WELL;
  /** When the first write failed; null where all is well. */
  let doubtedAt: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  function doubt(error: unknown): void {
    if (doubtedAt !== null || closed || !(error instanceof StorageUnavailable)) return;
    doubtedAt = clock();
    log.error({ err: error }, 'the disk did not take a write');
    timer = setTimeout(trial, FIRST_TRIAL_MS);
  }

  function trial(): void {
    storage.check(ROOM).then(heal, (error: unknown) => {
      if (closed) return;
      if (status.saves) {
        log.error({ err: error }, 'nothing can be saved: workshops are read-only');
        tell({ saves: false, since: doubtedAt });
      }
      timer = setTimeout(trial, TRIAL_MS);
    });
  }

  function heal(): void {
    if (closed) return;
    doubtedAt = null;
    timer = null;
    for (const resolve of waiting.splice(0)) resolve();
    if (status.saves) return;
    log.warn({ since: status.since }, 'the disk takes writes again');
    tell(WELL);
  }

  function tell(next: SavingStatus): void {
    status = next;
    for (const listener of listeners) listener(status);
  }

  return {
    get status() {
      return status;
    },
    get isWell() {
      return doubtedAt === null;
    },
    storage: watched(storage, doubt, () => status.saves),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    whenWell: () =>
      doubtedAt === null ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)),
    close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      waiting = [];
    },
  };
}

/** The disk's fault, and no one's who asked. */
export function isNotSaving(error: unknown): boolean {
  return error instanceof StorageFailure || error instanceof StorageUnavailable;
}

/** The same store: a failed write is noticed, and none is tried while it is known that it would fail. */
function watched(
  storage: Storage,
  failed: (error: unknown) => void,
  saves: () => boolean,
): Storage {
  const through = (name: Operation) => {
    // Names and arguments are those of the contract; only the way between is new.
    const call = storage[name].bind(storage) as (...args: readonly unknown[]) => Promise<unknown>;
    if (!WRITES[name]) return call;
    return async (...args: readonly unknown[]) => {
      // A trial is a write, too; it is there to be made all the same.
      if (name !== 'check' && !saves()) throw new StorageUnavailable('nothing can be saved now');
      try {
        return await call(...args);
      } catch (error) {
        failed(error);
        throw error;
      }
    };
  };
  const names = Object.keys(WRITES) as Operation[];
  const calls = Object.fromEntries(names.map((name) => [name, through(name)]));
  return { ...calls, close: () => storage.close() } as Storage;
}
