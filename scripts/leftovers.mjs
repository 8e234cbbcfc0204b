/**
 * Finds what a test step forgot to end. Every program of a run carries the run's mark in its
 * environment and hands it to its children; on Linux that can be read back from /proc.
 * Elsewhere nothing is found, and nothing is claimed.
 */
import { readdirSync, readFileSync } from 'node:fs';

const NAME = 'TAVOLO_TEST_RUN';
const mark = `${process.pid}-${Date.now()}`;

/** Give this to the environment of every step. */
export const RUN_MARK = { [NAME]: mark };

/** Ends what is left after a second of grace; one line for each. */
export async function endLeftovers() {
  if (process.platform !== 'linux') return [];
  const deadline = Date.now() + 2_000;
  let left = marked();
  while (left.length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    left = marked();
  }
  for (const { pid } of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
  }
  return left.map(({ pid, command }) => `${pid} ${command}`);
}

function marked() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const environ = readFileSync(`/proc/${name}/environ`, 'utf8').split('\0');
        if (!environ.includes(`${NAME}=${mark}`)) return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        // A program that has ended and waits for its parent has no command line.
        return command === '' ? [] : [{ pid: Number(name), command: command.slice(0, 160) }];
      } catch (error) {
        // It ended while we looked, or it is not ours to read.
        if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(error.code)) return [];
        throw error;
      }
    });
}
