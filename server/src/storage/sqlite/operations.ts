/**
 * What the main thread may ask of the worker: the calls of `Storage`, by name. Both sides
 * read this file; nothing else crosses between the threads.
 */
import type { Answer, Call } from '../calls.ts';
import type { Storage } from '../storage.ts';
import type { Operation } from '../writes.ts';
import type { Failure } from './failure.ts';

/** The same calls, on a connection that answers at once. */
export type SyncStore = {
  readonly [Name in Operation]: (...args: Parameters<Storage[Name]>) => Answer<Name>;
};

export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly failure: Failure };

export interface WorkerData {
  readonly file: string;
  /** Only where the program starts. */
  readonly mayCreate: boolean;
}

/** `group` goes out only when the one before it has been answered. */
export type ToWorker =
  | { readonly kind: 'group'; readonly calls: readonly Call[] }
  | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'opened' }
  | { readonly kind: 'notOpened'; readonly failure: Failure }
  /** In the order of the calls. `leaving`: the connection is spoiled, and this thread ends with it. */
  | { readonly kind: 'answered'; readonly outcomes: readonly Outcome[]; readonly leaving: boolean }
  | { readonly kind: 'closed'; readonly failure: Failure | null };
