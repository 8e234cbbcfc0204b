/**
 * The main thread's end of the storage worker. One group is under way at a time: a call
 * that finds the worker idle leaves at once, and what arrives until the answer forms the
 * next group. So one caller waits for one fsync, and fifty callers share two. A worker that
 * ends is followed by another: at once, and while the file cannot be opened, every second.
 */

import { Worker } from 'node:worker_threads';
import type { Call } from '../calls.ts';
import { StorageMisuse, StorageUnavailable } from '../errors.ts';
import { UNHURRIED } from '../writes.ts';
import { errorOf } from './failure.ts';
import type { FromWorker, Outcome, ToWorker, WorkerData } from './operations.ts';

export interface StorageThread {
  ask(call: Call): Promise<unknown>;
  /** Waits for what is in flight; the second call waits for the first. */
  close(): Promise<void>;
}

/** Between two tries to open a file that cannot be opened now; a disk that comes back is noticed within it. */
const REOPEN_MS = 1_000;

interface Asked {
  readonly call: Call;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Resolves once the database is open; rejects with what kept it shut at the first try. */
export async function startThread(data: Pick<WorkerData, 'file'>): Promise<StorageThread> {
  let waiting: Asked[] = [];
  let underWay: readonly Asked[] = [];
  /** Null while there is none: before the first, and between two. */
  let worker: Worker | null = null;
  /** The last try to open the file anew has failed: nobody is kept waiting for the next. */
  let down: Error | null = null;
  let reopening: NodeJS.Timeout | null = null;
  let ended: Error | null = null;
  let closing = false;
  let tellGone = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    tellGone = resolve;
  });

  await begin(true);
  return {
    ask(call) {
      if (ended !== null) return Promise.reject(ended);
      if (closing) return Promise.reject(closed());
      if (down !== null) return Promise.reject(down);
      return new Promise((resolve, reject) => {
        waiting.push({ call, resolve, reject });
        // At the end of this turn, so that calls made in one breath go together.
        if (waiting.length === 1) queueMicrotask(send);
      });
    },
    async close() {
      if (!closing) {
        closing = true;
        if (reopening !== null) end(closed());
        else send();
      }
      await gone;
    },
  };

  /** Starts a worker; everything that ends one is told when it has let go of the file. */
  async function begin(first: boolean): Promise<void> {
    // A disk that has dropped out leaves an empty folder: a new file there would hide the old one.
    const next = newWorker({ ...data, mayCreate: first });
    let opened = false;
    let reason: Error | null = null;
    await new Promise<void>((resolve, reject) => {
      next.on('message', (message: FromWorker) => {
        if (message.kind === 'opened') {
          opened = true;
          resolve();
        } else if (message.kind === 'answered') {
          if (message.leaving) worker = null;
          settle(message.outcomes);
        } else {
          reason = message.failure === null ? closed() : errorOf(message.failure);
        }
      });
      next.on('error', (cause) => {
        reason = new StorageUnavailable('the worker failed', { cause });
      });
      next.on('exit', (code) => {
        reason ??= new StorageUnavailable(`the worker ended with ${code}`);
        reject(reason);
        if (opened) follow(reason);
      });
    });
    worker = next;
    down = null;
    send();
  }

  /** A worker has ended: what it had is lost, what waits goes to the next one. */
  function follow(reason: Error): void {
    worker = null;
    refuse(underWay, reason);
    underWay = [];
    if (closing && waiting.length === 0) end(reason);
    else reopen();
  }

  function reopen(): void {
    reopening = null;
    begin(false).catch((cause: Error) => {
      down = new StorageUnavailable('the file cannot be opened anew', { cause });
      refuse(waiting, down);
      waiting = [];
      if (closing) end(down);
      else reopening = setTimeout(reopen, REOPEN_MS);
    });
  }

  /** Whoever asks later gets the reason, too. */
  function end(reason: Error): void {
    if (reopening !== null) clearTimeout(reopening);
    reopening = null;
    worker = null;
    ended ??= reason;
    refuse(underWay, ended);
    refuse(waiting, ended);
    [underWay, waiting] = [[], []];
    tellGone();
  }

  function refuse(group: readonly Asked[], reason: Error): void {
    for (const asked of group) asked.reject(reason);
  }

  function settle(outcomes: readonly Outcome[]): void {
    const group = underWay;
    underWay = [];
    group.forEach((asked, index) => {
      const outcome = outcomes[index];
      if (outcome === undefined) asked.reject(new StorageUnavailable('an answer is missing'));
      else if (outcome.ok) asked.resolve(outcome.value);
      else asked.reject(errorOf(outcome.failure));
    });
    send();
  }

  function send(): void {
    if (worker === null || underWay.length > 0) return;
    if (waiting.length > 0) {
      const hurried = waiting.filter(({ call }) => !UNHURRIED.has(call.name));
      underWay = hurried.length > 0 ? hurried : waiting;
      waiting = waiting.filter(({ call }) => hurried.length > 0 && UNHURRIED.has(call.name));
      post(worker, { kind: 'group', calls: underWay.map(({ call }) => call) });
    } else if (closing) {
      post(worker, { kind: 'close' });
    }
  }

  function post(to: Worker, message: ToWorker): void {
    try {
      to.postMessage(message);
    } catch (cause) {
      // Something that cannot cross between threads; nothing has been written.
      const group = underWay;
      underWay = [];
      const error = new StorageUnavailable('a call could not be sent', { cause });
      for (const asked of group) asked.reject(error);
      send();
    }
  }
}

function closed(): StorageMisuse {
  return new StorageMisuse('closed', 'the store was closed');
}

/** Compiled, the worker is a .js file beside this one; from source, tsx has to be brought in first. */
function newWorker(data: WorkerData): Worker {
  const fromSource = import.meta.url.endsWith('.ts');
  const name = fromSource ? './worker-from-source.mjs' : './worker.js';
  return new Worker(new URL(name, import.meta.url), {
    workerData: data,
    execArgv: fromSource ? ['--conditions=source'] : [],
  });
}
