/**
 * "Saved" means saved: the store is killed, traced and starved from outside, in processes
 * of its own. `TAVOLO_LONG=1` runs more cycles.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { logsOf, lostAcks, runWriter } from './run-writer.ts';
import { judge, straceWords } from './trace.ts';

const LONG = process.env.TAVOLO_LONG === '1';
const MINUTE = 60_000;

/** strace is there and may be used (some containers forbid it). */
const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
if (!canTrace) {
  console.warn('SKIPPED: the order of syncs and answers. It needs strace, on Linux.');
}

describe('[T2] kill -9', () => {
  const cycles = LONG ? 200 : 5;

  test(
    `${cycles} times: nothing acknowledged is lost, no gap, no command twice`,
    async () => {
      const folder = temporaryFolder();
      let acked = 0;
      for (let cycle = 0; cycle < cycles; cycle += 1) {
        const killAt = 10 + ((cycle * 7_919) % 211);
        const spoken = await runWriter({
          folder,
          workshops: 6,
          appends: 100_000,
          onAck: (count, child) => {
            if (count === killAt) child.kill('SIGKILL');
          },
        });
        expect(spoken.errors).toBe('');
        expect(await lostAcks(folder, spoken)).toEqual([]);
        acked += [...spoken.acks.values()].flat().length;
      }
      const logs = await logsOf(folder, [1, 2, 3, 4, 5, 6]);
      const all = [...logs.values()].flat();
      expect(all.length).toBeGreaterThanOrEqual(acked);
      expect(acked).toBeGreaterThan(cycles * 10);
      for (const log of logs.values()) {
        expect(new Set(log.map(({ cmdId }) => cmdId)).size).toBe(log.length);
      }
    },
    LONG ? 20 * MINUTE : 2 * MINUTE,
  );
});

describe.skipIf(!canTrace)('[T3] fsync before the answer', () => {
  test(
    'none of 200 acknowledgements is said before the sync, also after opening again',
    async () => {
      const folder = temporaryFolder();
      let acks = 0;
      for (const run of ['first', 'again']) {
        const output = join(temporaryFolder(), run);
        const wrapped = straceWords(output);
        const spoken = await runWriter({ folder, workshops: 1, appends: 100, wrapped });
        expect(spoken.failures).toBe(0);
        const judged = judge(readFileSync(output, 'utf8'));
        expect(judged.unsynced).toBe(0);
        expect(judged.syncs).toBeGreaterThanOrEqual(judged.acks);
        acks += judged.acks;
      }
      expect(acks).toBe(201);
    },
    2 * MINUTE,
  );
});

describe.skipIf(!canTrace)('[T4] a disk that fails to sync', () => {
  test(
    'rejects that commit, opens the file anew, goes on, and loses nothing acknowledged',
    async () => {
      const folder = temporaryFolder();
      const failing = [
        ...['-e', 'trace=fsync,fdatasync'],
        ...['-e', 'inject=fsync,fdatasync:error=EIO:when=40'],
      ];
      const spoken = await runWriter({
        folder,
        workshops: 1,
        appends: 60,
        wrapped: ['strace', '-f', '-o', '/dev/null', ...failing],
      });
      expect(spoken.failures).toBe(1);
      expect(spoken.recovered).toBe(true);
      expect(await lostAcks(folder, spoken)).toEqual([]);
    },
    MINUTE,
  );
});

describe.skipIf(process.platform === 'win32')('[T4] no room to write', () => {
  test.each(LONG ? [200, 300, 500, 900, 1_500, 4_000] : [300, 1_500])(
    'files may have %i blocks: writes are refused, what was acknowledged stays a clean prefix',
    async (blocks) => {
      const folder = temporaryFolder();
      const spoken = await runWriter({
        folder,
        workshops: 3,
        appends: 1_000,
        wrapped: ['sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh'],
      });
      expect(spoken.failures).toBeGreaterThan(0);
      expect([...spoken.acks.values()].flat().length).toBeGreaterThan(10);
      expect(await lostAcks(folder, spoken)).toEqual([]);
    },
    2 * MINUTE,
  );
});
