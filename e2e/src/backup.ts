/** What an operator does with a data folder while the server is stopped: keep a copy, put it back. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tavolo } from './server.ts';

export interface Backup {
  /** Puts the folder back as it was and marks its workshops as restored. */
  restore(): void;
  remove(): void;
}

export function backUp({ dataDir }: Tavolo): Backup {
  const copy = mkdtempSync(join(tmpdir(), 'tavolo-backup-'));
  cpSync(dataDir, copy, { recursive: true });
  return {
    restore() {
      for (const name of readdirSync(dataDir)) rmSync(join(dataDir, name), { recursive: true });
      cpSync(copy, dataDir, { recursive: true });
      raiseRestore(dataDir);
    },
    remove: () => rmSync(copy, { recursive: true, force: true }),
  };
}

/** Every document gets a new epoch, so that copies of the lost days start afresh. */
function raiseRestore(dataDir: string): void {
  const require = createRequire(new URL('../../server/package.json', import.meta.url));
  const { DatabaseSync } = require('@photostructure/sqlite') as {
    DatabaseSync: new (path: string) => { exec(sql: string): void; close(): void };
  };
  const file = readdirSync(dataDir).find((name) => /\.(db|sqlite)$/.test(name));
  if (file === undefined) throw new Error(`no database in ${dataDir}`);
  const database = new DatabaseSync(join(dataDir, file));
  database.exec('UPDATE workshop SET restore = restore + 1');
  database.close();
}
