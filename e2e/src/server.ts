/**
 * The built server as its own process: a free port, an empty data folder, and the ways it
 * can end. It can be killed without a word and started again on the same port and folder.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres } from '@tavolo/server/storage/postgres/testing/postgres-server';

const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));
/** A cold start writes the demonstration; a busy machine needs several seconds for it. */
const START_MS = 30_000;
/** The same tests on a PostgreSQL of their own. Those that reach into the data folder are about the folder. */
const ON_POSTGRES = process.env.TAVOLO_E2E_STORE === 'postgres';

export interface Tavolo {
  readonly url: string;
  readonly dataDir: string;
  /** Of the running process. */
  pid(): number;
  /** Everything it has printed since the first start. */
  printed(): string;
  /** SIGKILL: no farewell, no flush. Resolves when the process is gone. */
  kill(): Promise<void>;
  /** Starts it again on the same port and folder. */
  start(): Promise<void>;
  /** SIGTERM, as an operator would; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Ends it however it is and removes the folder. */
  close(): Promise<void>;
}

export async function startTavolo(settings: Record<string, string> = {}): Promise<Tavolo> {
  if (!existsSync(MAIN))
    throw new Error('The server is not built: run `npm start` or a build first.');
  const port = await freePort();
  const dataDir = mkdtempSync(join(tmpdir(), 'tavolo-data-'));
  const database = ON_POSTGRES ? await startPostgres() : null;
  const url = `http://127.0.0.1:${port}`;
  let printed = '';
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [MAIN], {
      env: {
        ...process.env,
        PORT: String(port),
        HOST: '127.0.0.1',
        TAVOLO_DATA_DIR: dataDir,
        TAVOLO_LOG: 'warn',
        DATABASE_URL: database?.url('postgres') ?? '',
        ...settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    const keep = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
    };
    started.stdout?.on('data', keep);
    started.stderr?.on('data', keep);
    const deadline = Date.now() + START_MS;
    while (!(await answers(`${url}/healthz`))) {
      if (started.exitCode !== null) throw new Error(`The server ended at its start:\n${printed}`);
      if (Date.now() > deadline) throw new Error(`The server does not answer:\n${printed}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) {
      return running?.exitCode ?? null;
    }
    const gone = once(running, 'close');
    running.kill(signal);
    await gone;
    return running.exitCode;
  }

  await start();
  return {
    url,
    dataDir,
    pid() {
      const pid = child?.pid;
      if (pid === undefined) throw new Error('the server does not run');
      return pid;
    },
    printed: () => printed,
    start,
    kill: async () => void (await end('SIGKILL')),
    stop: () => end('SIGTERM'),
    async close() {
      await end('SIGKILL');
      await database?.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** True where the server lives; a refused connection is the expected "not yet". */
async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
