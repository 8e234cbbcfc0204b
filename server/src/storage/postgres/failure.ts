/**
 * What PostgreSQL and the way to it say, as the errors of the contract. Only the code and the
 * sentence are taken over: the details of an error may quote a row, and rows are people's words.
 */
import { BrokenLog, BrokenText, StorageMisuse, StorageUnavailable } from '../errors.ts';

/** The five characters of the standard; null where the connection itself failed. */
export function sqlState(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code) ? code : null;
}

/** The name of the index or rule that a row broke. */
export function brokenConstraint(error: unknown): string | null {
  if (sqlState(error) !== '23505' || !(error instanceof Error)) return null;
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : null;
}

/** data_corrupted, index_corrupted: what the disk gave back is not what was written. */
export function isDamage(error: unknown): boolean {
  const state = sqlState(error);
  return state === 'XX001' || state === 'XX002';
}

/** Two transactions waited for each other, or one for too long: nothing was written, and the next try may do. */
export function isCollision(error: unknown): boolean {
  return ['40001', '40P01', '55P03'].includes(sqlState(error) ?? '');
}

/** Nothing can be asked of this connection any more. Also where it only may be so. */
export function isLost(error: unknown): boolean {
  const state = sqlState(error);
  return state === null || /^(08|57P)/.test(state);
}

export function storageError(error: unknown): Error {
  if (isOurs(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StorageUnavailable(`PostgreSQL ${sqlState(error) ?? 'connection'}: ${message}`);
}

export function isOurs(error: unknown): error is Error {
  return [BrokenLog, BrokenText, StorageMisuse, StorageUnavailable].some(
    (kind) => error instanceof kind,
  );
}
