/** Errors as plain data, because a class does not survive the way between two threads. */
import { DataFolderError, type DataFolderProblem } from '../../data-folder.ts';
import { BrokenLog, BrokenText, StorageMisuse, StorageUnavailable } from '../errors.ts';

export type Failure =
  | { kind: 'log'; workshopId: BrokenLog['workshopId']; seq: number; reason: BrokenLog['reason'] }
  | { kind: 'text'; key: BrokenText['key']; n: number; reason: BrokenText['reason'] }
  | { kind: 'misuse'; misuse: StorageMisuse['kind']; detail: string }
  | { kind: 'folder'; problem: DataFolderProblem; folder: string }
  | { kind: 'unavailable'; message: string };

export function failureOf(error: unknown): Failure {
  if (error instanceof BrokenLog) {
    const { workshopId, seq, reason } = error;
    return { kind: 'log', workshopId, seq, reason };
  }
  if (error instanceof BrokenText) {
    const { key, n, reason } = error;
    return { kind: 'text', key, n, reason };
  }
  if (error instanceof StorageMisuse) {
    return { kind: 'misuse', misuse: error.kind, detail: error.detail };
  }
  if (error instanceof DataFolderError) {
    return { kind: 'folder', problem: error.problem, folder: error.folder };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'unavailable', message };
}

export function errorOf(failure: Failure): Error {
  switch (failure.kind) {
    case 'log':
      return new BrokenLog(failure.workshopId, failure.seq, failure.reason);
    case 'text':
      return new BrokenText(failure.key, failure.n, failure.reason);
    case 'misuse':
      return new StorageMisuse(failure.misuse, failure.detail);
    case 'folder':
      return new DataFolderError(failure.problem, failure.folder);
    case 'unavailable':
      return new StorageUnavailable(failure.message);
  }
}
