/** The calls of `Storage` on one connection, and in which line each of them waits. */
import type { Answer } from '../calls.ts';
import type { Storage } from '../storage.ts';
import type { Operation } from '../writes.ts';
import type { Sql } from './sql.ts';

/** The same calls; a write is inside a transaction that the caller commits. */
export type SqlStore = {
  readonly [Name in Operation]: (
    sql: Sql,
    ...args: Parameters<Storage[Name]>
  ) => Promise<Answer<Name>>;
};

export type Outcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: Error };
