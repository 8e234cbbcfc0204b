/**
 * A Redis of the tests' own, in a folder that is gone afterwards: on a free port of this
 * computer, keeping nothing, alone or as a cluster of one server that has all slots.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const START_MS = 30_000;
const SLOTS = 16_384;

export interface RedisServer {
  /** As in REDIS_URL. */
  readonly url: string;
  readonly port: number;
  pid(): number;
  /** Ends at once, without a word to anybody. */
  crash(): Promise<void>;
  /** Again, on the same port. */
  start(): Promise<void>;
  /** Stands still without hanging up, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Ends it and takes its folder away. */
  close(): Promise<void>;
}

/** Throws where there is no Redis, with what would help. */
export async function startRedis(
  options: { readonly isCluster?: boolean; readonly password?: string } = {},
): Promise<RedisServer> {
  needRedis();
  const { isCluster = false, password } = options;
  const folder = mkdtempSync(join(tmpdir(), 'tavolo-redis-'));
  const port = await freePort();
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const given = {
      bind: '127.0.0.1',
      port: `${port}`,
      dir: folder,
      save: '',
      appendonly: 'no',
      ...(password === undefined ? {} : { requirepass: password }),
      ...(isCluster ? { 'cluster-enabled': 'yes', 'cluster-port': `${await freePort()}` } : {}),
    };
    const args = Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]);
    const started = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] });
    child = started;
    await whenReady(started);
    // Kept in its folder: after a restart it still has them.
    if (isCluster) cli(port, 'cluster', 'addslotsrange', '0', `${SLOTS - 1}`);
    if (isCluster) await whenWhole(port);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, 'exit');
    // One that stands still hears nothing else.
    if (signal !== 'SIGKILL') running.kill('SIGCONT');
    running.kill(signal);
    await gone;
  }

  try {
    await start();
  } catch (error) {
    await end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const access = password === undefined ? '' : `:${password}@`;
  return {
    url: `redis://${access}127.0.0.1:${port}${isCluster ? '?cluster=1' : ''}`,
    port,
    pid: () => child?.pid ?? 0,
    crash: () => end('SIGKILL'),
    start,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async close() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function needRedis(): void {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' });
  } catch (cause) {
    throw new Error(
      'These tests need Redis 7 or newer: npm test installs it on Debian, elsewhere put redis-server into PATH.',
      { cause },
    );
  }
}

/** Nobody's at this moment. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

function whenReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`Redis is not ready:\n${said}`)), START_MS);
    child.stdout?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-4_000);
      if (!said.includes('Ready to accept connections')) return;
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

/** A cluster serves a moment after it has its slots. */
async function whenWhole(port: number): Promise<void> {
  for (const until = Date.now() + START_MS; ; ) {
    if (cli(port, 'cluster', 'info').includes('cluster_state:ok')) return;
    if (Date.now() > until) throw new Error('the cluster does not become whole');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function cli(port: number, ...command: readonly string[]): string {
  return execFileSync('redis-cli', ['-p', `${port}`, ...command], { encoding: 'utf8' });
}
