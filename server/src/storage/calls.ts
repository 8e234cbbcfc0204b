/** A store whose calls are all answered in another place: by the worker of a file, or by a database. */
import type { Storage } from './storage.ts';
import { type Operation, WRITES } from './writes.ts';

export type Answer<Name extends Operation> = Awaited<ReturnType<Storage[Name]>>;

export interface Call {
  readonly name: Operation;
  readonly args: readonly unknown[];
}

/** `ask` runs the call of that name and resolves with what it answers. */
export function storageThrough(ask: (call: Call) => Promise<unknown>): Pick<Storage, Operation> {
  const names = Object.keys(WRITES) as Operation[];
  const calls = names.map((name) => [name, (...args: unknown[]) => ask({ name, args })]);
  // WRITES names each operation once, and the answer is that of the operation that was asked for.
  return Object.fromEntries(calls) as Pick<Storage, Operation>;
}
