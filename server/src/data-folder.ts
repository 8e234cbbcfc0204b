/**
 * The folder that keeps everything. Here it is made and tried; whether another program has
 * it open, or a newer one has written it, is found by the store when it opens its file.
 * Either way `main` prints the one line of a DataFolderError and exits with 1.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

export type DataFolderProblem =
  | 'not a folder'
  | 'cannot be made'
  | 'read-only'
  | 'full'
  | 'in use'
  | 'newer'
  | 'foreign'
  | 'damaged'
  | 'empty';

const LINES: Readonly<Record<DataFolderProblem, (folder: string) => string>> = {
  'not a folder': (folder) =>
    `${folder} is a file: choose a folder for the data with TAVOLO_DATA_DIR.`,
  'cannot be made': (folder) =>
    `The data folder ${folder} cannot be made: make it, or choose another with TAVOLO_DATA_DIR.`,
  'read-only': (folder) =>
    `The data folder ${folder} cannot be written: give this user the right to write, or choose another with TAVOLO_DATA_DIR.`,
  full: (folder) =>
    `The disk of the data folder ${folder} is full: make room on it, or choose another with TAVOLO_DATA_DIR.`,
  'in use': (folder) =>
    `The data folder ${folder} is in use by another running Tavolo: stop that one, or choose another with TAVOLO_DATA_DIR.`,
  newer: (folder) =>
    `The data folder ${folder} was written by a newer Tavolo: start that version, or choose another with TAVOLO_DATA_DIR.`,
  foreign: (folder) =>
    `The file tavolo.db in ${folder} is not Tavolo's: choose another folder with TAVOLO_DATA_DIR.`,
  empty: (folder) =>
    `There is no tavolo.db in ${folder}: name the data folder with TAVOLO_DATA_DIR.`,
  damaged: (folder) =>
    `The file tavolo.db in ${folder} is damaged and cannot be opened: put a backup in its place (docs/operations.md).`,
};

/** The message is one line for the person who starts the program: the folder, and what to do. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
  readonly problem: DataFolderProblem;
  readonly folder: string;

  constructor(problem: DataFolderProblem, folder: string, cause?: unknown) {
    super(LINES[problem](folder), { cause });
    this.problem = problem;
    this.folder = folder;
  }
}

/** Makes the folder where it is missing, for this user alone, and tries that it can be written. Returns its full path. */
export async function prepareDataFolder(path: string): Promise<string> {
  const folder = resolve(path);
  let made: boolean;
  try {
    made = await makeFolder(folder);
    if (!(await stat(folder)).isDirectory()) throw new DataFolderError('not a folder', folder);
  } catch (cause) {
    if (cause instanceof DataFolderError) throw cause;
    const problem = codeOf(cause) === 'ENOTDIR' ? 'not a folder' : 'cannot be made';
    throw new DataFolderError(problem, folder, cause);
  }
  // Trying is surer than asking for rights: mounts, quotas and lists of rights all have a say.
  const trial = join(folder, `.trial-${randomUUID()}`);
  try {
    await writeFile(trial, 'x', { mode: 0o600, flag: 'wx' });
    await rm(trial);
    // A folder that was there keeps what its owner chose.
    if (made) await chmod(folder, 0o700);
  } catch (cause) {
    throw new DataFolderError(isFull(cause) ? 'full' : 'read-only', folder, cause);
  }
  return folder;
}

/** True where it was made. Not `recursive`: that never returns where a parent can neither be found nor made, as in /proc. */
async function makeFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error;
  }
  await makeFolder(dirname(path));
  await mkdir(path, { mode: 0o700 });
  return true;
}

/** No room, or no more of it for this user. */
function isFull(error: unknown): boolean {
  return codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT';
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}
