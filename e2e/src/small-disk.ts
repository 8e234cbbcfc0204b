/**
 * A disk that can be filled and emptied while a server lives on it: a small tmpfs where one
 * may be mounted. Elsewhere the kernel is told how large the files of that one process may
 * be, which its writes meet as an error as well.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SmallDisk {
  readonly folder: string;
  /** False where only one process finds it full. */
  readonly isOwn: boolean;
  /** From now on nothing more finds a place, but for `left` bytes where it is a disk of its own. */
  fill(pid: number, left?: number): void;
  free(pid: number): void;
  /** After whoever lived on it has ended. */
  close(): void;
}

export function smallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'tavolo-disk-'));
  const size = `size=${megabytes}m,mode=700`;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', folder]).status === 0;
  const ballast = join(folder, 'ballast');
  const limitFiles = (pid: number, bytes: string) =>
    execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
  return {
    folder,
    isOwn: mounted,
    fill(pid, left = 0) {
      if (!mounted) {
        limitFiles(pid, '1');
        return;
      }
      writeUntilFull(ballast);
      truncateSync(ballast, Math.max(0, statSync(ballast).size - left));
    },
    free: (pid) => (mounted ? rmSync(ballast, { force: true }) : limitFiles(pid, 'unlimited')),
    close() {
      if (mounted) execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** In ever smaller pieces, to the last byte. */
function writeUntilFull(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 4)) {
      const piece = Buffer.alloc(size);
      while (took(file, piece));
    }
  } finally {
    closeSync(file);
  }
}

function took(file: number, piece: Buffer): boolean {
  try {
    return writeSync(file, piece) === piece.length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
