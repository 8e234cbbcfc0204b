/** The program as an operator meets it: started as a process of its own, on a real folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from './storage/postgres/testing/databases.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const running = new Set<ChildProcess>();
let folder: string;

interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number | NodeJS.Signals>;
}

function start(env: Record<string, string> = {}, args: readonly string[] = []): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=source', MAIN, ...args], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      TAVOLO_DATA_DIR: folder,
      TAVOLO_LOG: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    err += chunk.toString();
  });
  const ended = once(child, 'close').then(([code, signal]) => {
    running.delete(child);
    return (code ?? signal) as number | NodeJS.Signals;
  });
  return { child, out: () => out, err: () => err, ended };
}

/** Resolves with the address once it is printed. */
async function ready(run: Run): Promise<string> {
  for (;;) {
    const found = /Tavolo is ready: (\S+)/.exec(run.out());
    if (found?.[1] !== undefined) return found[1];
    const ended = await Promise.race([
      run.ended,
      once(run.child.stdout ?? run.child, 'data').then(() => null),
    ]);
    if (ended !== null) throw new Error(`ended with ${ended}: ${run.err()}`);
  }
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tavolo-main-'));
});

afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

describe('starting', () => {
  it('prints the addresses, answers, keeps the demonstration over a restart, and ends with 0', async () => {
    const first = start();
    const url = await ready(first);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    const code = /\/j\/(\S+)/.exec(first.out())?.[1];
    expect(code).toMatch(/^[2-9A-HJ-NP-TV-Z]{4}-[2-9A-HJ-NP-TV-Z]{4}$/);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    const second = start();
    await ready(second);
    expect(/\/j\/(\S+)/.exec(second.out())?.[1]).toBe(code);
    expect(second.out()).toMatch(/lead it .*\/r\/[\w-]{40,}/);
    second.child.kill('SIGINT');
    expect(await second.ended).toBe(0);
  });

  it.each([
    ['in a folder', async () => ''],
    ['in PostgreSQL', freshDatabase],
  ])('loses nothing that was acknowledged when it is killed, %s', async (_, databaseUrl) => {
    const env = { DATABASE_URL: await databaseUrl() };
    const first = start(env);
    const url = await ready(first);
    const headers = { 'content-type': 'application/json' };
    const created = await fetch(`${url}/api/workshops`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ title: 'Cortile', language: 'it' }),
    });
    expect(created.status).toBe(201);
    const cookie = (created.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const { workshopId } = (await created.json()) as { workshopId: string };
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');

    const second = start(env);
    const again = await ready(second);
    const read = await fetch(`${again}/api/workshops/${workshopId}`, { headers: { cookie } });
    expect(read.status).toBe(200);
    expect(await read.json()).toMatchObject({ workshop: { title: 'Cortile' } });
    // Where a database keeps everything, the folder is not touched.
    expect(await readdir(folder)).toHaveLength(env.DATABASE_URL === '' ? 2 : 0);
  });

  it('prints its settings with --help', async () => {
    const run = start({}, ['--help']);
    expect(await run.ended).toBe(0);
    expect(run.out()).toContain('TAVOLO_DATA_DIR');
    expect(run.out()).toContain('--lan');
  });
});

describe('a start that cannot work is one clear line and exit 1', () => {
  async function oneLine(run: Run): Promise<string> {
    expect(await run.ended).toBe(1);
    expect(run.out()).toBe('');
    expect(run.err().trim().split('\n')).toHaveLength(1);
    return run.err();
  }

  it('a wrong setting', async () => {
    expect(await oneLine(start({ PORT: 'eighty' }))).toContain('PORT="eighty"');
    expect(await oneLine(start({ PUBLIC_URL: 'ftp://x' }))).toContain('PUBLIC_URL');
    expect(await oneLine(start({}, ['--wlan']))).toContain('--lan');
  });

  it('a database that does not answer, without its password', async () => {
    const run = start({ DATABASE_URL: 'postgresql://tavolo:geheim@127.0.0.1:1/tavolo' });
    expect(await run.ended).toBe(1);
    expect(run.err()).toBe(
      'PostgreSQL does not answer (tavolo at 127.0.0.1:1): start it, or correct DATABASE_URL.\n',
    );
  });

  it('a taken port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      expect(await oneLine(start({ PORT: `${port}` }))).toContain(`Port ${port} is taken`);
    } finally {
      other.close();
    }
  });

  it('a data folder in use', async () => {
    await ready(start());
    expect(await oneLine(start())).toContain('in use');
  });

  it('a data folder of a newer program', async () => {
    const first = start();
    await ready(first);
    first.child.kill('SIGTERM');
    await first.ended;
    const file = new DatabaseSync(join(folder, 'tavolo.db'));
    file.exec('PRAGMA user_version = 9999');
    file.close();
    expect(await oneLine(start())).toContain('newer');
  });

  it('a data folder that is a file, or cannot be written', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '');
    expect(await oneLine(start({ TAVOLO_DATA_DIR: path }))).toContain('is a file');
    await mkdir(join(folder, 'no'));
    // Root may write anywhere but where the kernel says no.
    expect(await oneLine(start({ TAVOLO_DATA_DIR: '/proc/tavolo' }))).toContain('cannot be made');
  });
});
