/** `backup`: a compact copy of everything in one file, with its SHA-256 beside it. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { openUpkeep } from '../storage/sqlite/open-upkeep.ts';
import { type Verb, VerbRefused } from './verb.ts';

export const backup: Verb = {
  usage: 'backup <file>',
  meaning: 'Copy everything into one file, with its SHA-256 beside it. Checks it first.',
  run([file], { dataDir, say }) {
    if (file === undefined) throw new VerbRefused(`Usage: npm run tavolo -- ${backup.usage}`);
    const path = resolve(file);
    if (existsSync(path)) throw new VerbRefused(`${path} exists: a backup never replaces a file.`);
    const upkeep = openUpkeep(dataDir);
    try {
      upkeep.backUpTo(path);
    } finally {
      upkeep.close();
    }
    writeFileSync(sumFile(path), `${sumOf(path)}  ${basename(path)}\n`, { mode: 0o600 });
    say(`Backed up into ${path}`);
    return 0;
  },
};

/** As `sha256sum -c` reads it. */
export function sumFile(path: string): string {
  return `${path}.sha256`;
}

export function sumOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
