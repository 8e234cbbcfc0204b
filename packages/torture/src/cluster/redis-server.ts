/** A Redis of the torture's own: nothing on the disk, a socket in a folder that is gone afterwards. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START_MS = 20_000;

export interface RedisServer {
  /** The path of its socket. */
  readonly socket: string;
  /** Ends at once; all it knew is gone. */
  kill(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Throws where there is no `redis-server`. */
export async function startRedis(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tavolo-redis-'));
  const socket = join(folder, 's');
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const where = ['--port', '0', '--unixsocket', socket, '--dir', folder];
    const started = spawn('redis-server', [...where, '--save', '', '--appendonly', 'no'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    child = started;
    await whenReady(started);
  }

  async function kill(): Promise<void> {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, 'exit');
    running.kill('SIGKILL');
    await gone;
  }

  const close = async (): Promise<void> => {
    await kill();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  return { socket, kill, start, close };
}

function whenReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`Redis is not ready:\n${said}`)), START_MS);
    child.stdout?.on('data', (piece: Buffer) => {
      said = (said + piece.toString('utf8')).slice(-4_000);
      if (!said.includes('eady to accept connections')) return;
      clearTimeout(late);
      resolve();
    });
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(late);
      reject(new Error(`Redis ended at its start:\n${said}`));
    });
  });
}
