/** What an operator does with a data folder while the server is stopped. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Tavolo } from './server.ts';

const CLI = fileURLToPath(new URL('../../server/dist/cli/cli.js', import.meta.url));

/** `npm run tavolo -- …` on the folder of this server; throws where it does not end well. */
export function operates({ dataDir }: Tavolo, ...args: readonly string[]): string {
  const env = { ...process.env, TAVOLO_DATA_DIR: dataDir, DATABASE_URL: '' };
  return execFileSync(process.execPath, [CLI, ...args], { env, encoding: 'utf8' });
}

export interface Backup {
  restore(): void;
  remove(): void;
}

export function backUp(tavolo: Tavolo): Backup {
  const folder = mkdtempSync(join(tmpdir(), 'tavolo-backup-'));
  const file = join(folder, 'tavolo.backup');
  operates(tavolo, 'backup', file);
  return {
    restore: () => void operates(tavolo, 'restore', file),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** As a failing disk might: words in the log that nobody wrote. */
export function damages({ dataDir }: Tavolo, words: string): void {
  const require = createRequire(new URL('../../server/package.json', import.meta.url));
  const { DatabaseSync } = require('@photostructure/sqlite') as {
    DatabaseSync: new (path: string) => { exec(sql: string): void; close(): void };
  };
  const database = new DatabaseSync(join(dataDir, 'tavolo.db'));
  database.exec(`UPDATE decision SET body = replace(body, '${words}', 'Parole di nessuno')`);
  database.close();
}
