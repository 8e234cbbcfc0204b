/** How long this disk takes to sync a page, now: durations say something only beside it. */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TIMES = 40;

/** Median milliseconds. */
export function fsyncMs(): number {
  const folder = mkdtempSync(join(tmpdir(), 'tavolo-fsync-'));
  const file = openSync(join(folder, 'page'), 'w');
  try {
    const page = Buffer.alloc(4_096, 1);
    const times: number[] = [];
    for (let n = 0; n < TIMES; n += 1) {
      const from = performance.now();
      writeSync(file, page);
      fdatasyncSync(file);
      times.push(performance.now() - from);
    }
    return times.sort((a, b) => a - b)[TIMES / 2] ?? 0;
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true, force: true });
  }
}
