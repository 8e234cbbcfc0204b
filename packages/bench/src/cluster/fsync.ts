/**
 * How long this disk takes to keep what is written, in the folder where the databases are: a page
 * now and then, beside whatever else it is asked at the time.
 */
import { closeSync, fdatasync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Histogram } from './histogram.ts';

const PAGE = 8_192;
const PAUSE_MS = 50;
const synced = promisify(fdatasync);

/** What is measured while something else is done, and what that came to. */
export async function whileSyncing<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly fsync: Histogram }> {
  const folder = mkdtempSync(join(tmpdir(), 'tavolo-fsync-'));
  const file = openSync(join(folder, 'log'), 'w');
  const fsync = new Histogram();
  const page = Buffer.alloc(PAGE, 1);
  let isDone = false;
  async function sync(): Promise<void> {
    while (!isDone) {
      writeSync(file, page);
      const from = performance.now();
      await synced(file);
      fsync.add(performance.now() - from);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
  const syncing = sync();
  try {
    return { value: await work(), fsync };
  } finally {
    isDone = true;
    await syncing;
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
}
