/**
 * Many callers, one fsync. The writes of a group run in one transaction; then one commit. A
 * group that meets an error before its commit is taken apart: nothing of it is kept, and each
 * call runs in a transaction of its own, so that a refused one leaves the others alone. After
 * an error at the commit nobody knows, and nothing is tried again.
 */

import type pg from 'pg';
import type { Call } from '../calls.ts';
import { sqlOn } from './connection.ts';
import { isCollision, isLost, isOurs, storageError } from './failure.ts';
import type { Outcome, SqlStore } from './operations.ts';
import type { Sql } from './sql.ts';

/** How often one call may collide with other programs before it is given up. */
const TRIES = 5;

/** `error`: before the commit, so nothing of it is kept. `lost`: the connection must not be used again. */
type Attempt =
  | { readonly is: 'kept'; readonly values: readonly unknown[] }
  | { readonly is: 'undone'; readonly error: unknown }
  | { readonly is: 'lost'; readonly error: unknown };

export interface GroupResult {
  /** In the order of the calls. */
  readonly outcomes: readonly Outcome[];
  readonly lost: boolean;
}

export async function runGroup(
  client: pg.ClientBase,
  store: SqlStore,
  calls: readonly Call[],
): Promise<GroupResult> {
  const sql = sqlOn(client);
  const together = await attempt(sql, store, calls);
  if (together.is === 'kept') {
    return { outcomes: together.values.map((value) => ({ ok: true, value })), lost: false };
  }
  if (together.is === 'lost') return { outcomes: calls.map(() => refused(together)), lost: true };
  const outcomes: Outcome[] = [];
  for (const call of calls) {
    const alone = await runAlone(sql, store, call);
    outcomes.push(alone.is === 'kept' ? { ok: true, value: alone.values[0] } : refused(alone));
    if (alone.is !== 'lost') continue;
    const rest = calls.slice(outcomes.length).map(() => refused(alone));
    return { outcomes: [...outcomes, ...rest], lost: true };
  }
  return { outcomes, lost: false };
}

async function runAlone(sql: Sql, store: SqlStore, call: Call): Promise<Attempt> {
  for (let tried = 1; ; tried += 1) {
    const result = await attempt(sql, store, [call]);
    if (result.is !== 'undone' || !isCollision(result.error) || tried === TRIES) return result;
  }
}

async function attempt(sql: Sql, store: SqlStore, calls: readonly Call[]): Promise<Attempt> {
  const values: unknown[] = [];
  try {
    await sql.rows('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE');
    for (const call of calls) values.push(await run(sql, store, call));
  } catch (error) {
    if (!isOurs(error) && isLost(error)) return { is: 'lost', error };
    return undo(sql, error);
  }
  try {
    await sql.commit();
    return { is: 'kept', values };
  } catch (error) {
    return { is: 'lost', error };
  }
}

async function undo(sql: Sql, error: unknown): Promise<Attempt> {
  try {
    await sql.rows('ROLLBACK');
    return { is: 'undone', error };
  } catch {
    // What went wrong first says more; the connection takes the transaction with it.
    return { is: 'lost', error };
  }
}

/** The arguments were typed where the call was made; in the line only the name is left. */
export function run(sql: Sql, store: SqlStore, { name, args }: Call): Promise<unknown> {
  return (store[name] as (sql: Sql, ...args: readonly unknown[]) => Promise<unknown>)(sql, ...args);
}

function refused({ error }: { readonly error: unknown }): Outcome {
  return { ok: false, error: storageError(error) };
}
