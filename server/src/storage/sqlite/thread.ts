/**
 * The main thread's end of the storage worker. One group is under way at a time: a call
 * that finds the worker idle leaves at once, and what arrives until the answer forms the
 * next group. So one caller waits for one fsync, and fifty callers share two.
 */
import { Worker } from 'node:worker_threads';
import { StorageMisuse, StorageUnavailable } from '../errors.ts';
import { errorOf } from './failure.ts';
import type { Call, FromWorker, Outcome, ToWorker, WorkerData } from './operations.ts';

export interface StorageThread {
  ask(call: Call): Promise<unknown>;
  /** Waits for what is in flight; the second call waits for the first. */
  close(): Promise<void>;
}

interface Asked {
  readonly call: Call;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Resolves once the database is open; rejects with what kept it shut. */
export async function startThread(data: WorkerData): Promise<StorageThread> {
  const worker = newWorker(data);
  let waiting: Asked[] = [];
  let underWay: readonly Asked[] | null = null;
  let ended: Error | null = null;
  let closing = false;

  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const opened = new Promise<void>((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'opened') resolve();
      else if (message.kind === 'notOpened') end(errorOf(message.failure));
      else if (message.kind === 'answered') settle(message.outcomes);
      else if (message.failure !== null) end(errorOf(message.failure));
      else end(new StorageMisuse('closed', 'the store was closed'));
    });
    worker.on('error', (cause) => end(new StorageUnavailable('the worker failed', { cause })));
    worker.on('exit', (code) => end(new StorageUnavailable(`the worker ended with ${code}`)));

    /** The first reason counts; everybody who still waits gets it, and so does whoever asks later. */
    function end(reason: Error): void {
      ended ??= reason;
      reject(ended);
      const left = [...(underWay ?? []), ...waiting];
      underWay = null;
      waiting = [];
      for (const asked of left) asked.reject(ended);
    }
  });

  function settle(outcomes: readonly Outcome[]): void {
    const group = underWay ?? [];
    underWay = null;
    group.forEach((asked, index) => {
      const outcome = outcomes[index];
      if (outcome === undefined) asked.reject(new StorageUnavailable('an answer is missing'));
      else if (outcome.ok) asked.resolve(outcome.value);
      else asked.reject(errorOf(outcome.failure));
    });
    send();
  }

  function send(): void {
    if (ended !== null || underWay !== null) return;
    if (waiting.length > 0) {
      underWay = waiting;
      waiting = [];
      post({ kind: 'group', calls: underWay.map(({ call }) => call) });
    } else if (closing) {
      post({ kind: 'close' });
    }
  }

  function post(message: ToWorker): void {
    worker.postMessage(message);
  }

  await opened;
  return {
    ask(call) {
      if (ended !== null) return Promise.reject(ended);
      if (closing) return Promise.reject(new StorageMisuse('closed', 'the store was closed'));
      return new Promise((resolve, reject) => {
        waiting.push({ call, resolve, reject });
        // At the end of this turn, so that calls made in one breath go together.
        if (waiting.length === 1) queueMicrotask(send);
      });
    },
    async close() {
      if (!closing) {
        closing = true;
        send();
      }
      await exited;
    },
  };
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
