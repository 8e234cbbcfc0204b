/** How long this disk takes to keep what is written, in the folder where the databases are. */
import { closeSync, fdatasync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Histogram } from './histogram.ts';

const PAGE = 8_192;
const TIMES = 200;
const synced = promisify(fdatasync);

export async function measureFsync(): Promise<Histogram> {
  const folder = mkdtempSync(join(tmpdir(), 'tavolo-fsync-'));
  const file = openSync(join(folder, 'log'), 'w');
  try {
    const page = Buffer.alloc(PAGE, 1);
    const times = new Histogram();
    for (let n = 0; n < TIMES; n += 1) {
      writeSync(file, page);
      const from = performance.now();
      await synced(file);
      times.add(performance.now() - from);
    }
    return times;
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
}
