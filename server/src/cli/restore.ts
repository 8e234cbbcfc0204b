/**
 * `restore`: puts a backup in the place of what is there. It is verified first, in full; what
 * was there is kept beside it; every workshop gets a new epoch, so that pages which have seen
 * more than the backup begin anew.
 */
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import type { WorkshopId } from '@tavolo/model';
import { DataFolderError } from '../data-folder.ts';
import { openUpkeep } from '../storage/sqlite/open-upkeep.ts';
import { sumFile, sumOf } from './backup.ts';
import { stamp, type Verb, VerbRefused } from './verb.ts';

/** Nobody can say how often the workshops of an unreadable folder had begun anew. */
const OFTEN = 1_000;

export const restore: Verb = {
  usage: 'restore <file>',
  meaning: 'Verify a backup and put it in the place of what is there, which is kept beside it.',
  run([file], { dataDir, say, now }) {
    if (file === undefined) throw new VerbRefused(`Usage: npm run tavolo -- ${restore.usage}`);
    const path = resolve(file);
    if (!existsSync(path)) throw new VerbRefused(`There is no file ${path}.`);
    checkSum(path);
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    const others = epochsOf(dataDir);
    const beside = join(dataDir, `.restoring-${stamp(now)}`);
    mkdirSync(beside, { mode: 0o700 });
    try {
      copyFileSync(path, join(beside, 'tavolo.db'));
      makeReady(beside, others);
      for (const ending of ['', '-wal', '-shm']) {
        const present = join(dataDir, `tavolo.db${ending}`);
        const kept = join(dataDir, `tavolo-before-restore-${stamp(now)}.db${ending}`);
        if (!existsSync(present)) continue;
        renameSync(present, kept);
        if (ending === '') say(`What was there: ${kept}`);
      }
      renameSync(join(beside, 'tavolo.db'), join(dataDir, 'tavolo.db'));
      syncFolder(dataDir);
    } finally {
      rmSync(beside, { recursive: true, force: true });
    }
    say(`Restored ${path} into ${dataDir}`);
    return 0;
  },
};

/** Names last only once their folder is on the disk. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function checkSum(path: string): void {
  if (!existsSync(sumFile(path))) {
    throw new VerbRefused(`${sumFile(path)} is missing: nobody can say whether it is whole.`);
  }
  const [expected] = readFileSync(sumFile(path), 'utf8').split(/\s/);
  if (expected !== sumOf(path)) throw new VerbRefused(`${path} is not what was backed up.`);
}

/** Of what is there now; refused where a server is using it. */
function epochsOf(dataDir: string): (id: WorkshopId) => number {
  try {
    const upkeep = openUpkeep(dataDir);
    const epochs = upkeep.epochs();
    upkeep.close();
    return (id) => epochs.get(id) ?? 0;
  } catch (error) {
    if (!(error instanceof DataFolderError)) throw error;
    if (error.problem === 'empty') return () => 0;
    if (error.problem === 'damaged' || error.problem === 'foreign') return () => OFTEN;
    throw error;
  }
}

/** Everything in it is read; and it gets its new epochs. */
function makeReady(folder: string, others: (id: WorkshopId) => number): void {
  const upkeep = openUpkeep(folder);
  try {
    const isWhole =
      upkeep.faults().length === 0 &&
      upkeep.logs().every(({ broken }) => broken === null) &&
      upkeep.texts().every(({ broken }) => broken === null);
    if (!isWhole) throw new VerbRefused('The backup is not whole; nothing has been changed.');
    upkeep.newEpochs(others);
  } finally {
    upkeep.close();
  }
}
