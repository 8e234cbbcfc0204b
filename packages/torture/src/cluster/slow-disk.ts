/** Every sync of PostgreSQL's log takes so much longer, as on a disk that others keep busy. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** Until all processes are held (ms). */
const ATTACH_MS = 10_000;

export interface SlowDisk {
  /** As quick as before. */
  heal(): Promise<void>;
}

/** Whether this machine lets one program hold another. */
export function maySlowDisks(): boolean {
  return spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
}

/** `pid`: of the server; its present and coming processes are slowed alike. */
export async function slowDisk(pid: number, ms: number): Promise<SlowDisk> {
  const all = [pid, ...childrenOf(pid)];
  const child = spawn(
    'strace',
    [
      '-f',
      ...['-e', 'trace=fsync,fdatasync', '-e', 'signal=none'],
      ...['-e', `inject=fsync,fdatasync:delay_enter=${ms * 1_000}`, '-o', '/dev/null'],
      ...all.flatMap((each) => ['-p', `${each}`]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await attached(child);
  return {
    async heal() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      // It lets go of them before it ends.
      child.kill('SIGINT');
      await gone;
    },
  };
}

function attached(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => {
      child.kill('SIGINT');
      reject(new Error(`the disk could not be made slow: ${said}`));
    }, ATTACH_MS);
    child.stderr?.on('data', (piece: Buffer) => {
      said += piece.toString('utf8');
      if (!said.includes('attached')) return;
      clearTimeout(late);
      resolve();
    });
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(late);
      reject(new Error(`the disk could not be made slow: ${said}`));
    });
  });
}

function childrenOf(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}
