/**
 * A PostgreSQL of the tests' own: in a folder that is gone afterwards, reached through a socket
 * in it, with fsync as in earnest. It refuses to run as root, so root hands it to another user.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const START_MS = 60_000;
const USERS = ['postgres', 'nobody'];

export interface PostgresServer {
  /** Of a database on it. */
  url(database: string): string;
  pid(): number;
  /** Ends at once without a word, as a machine does that loses its power; and starts again. */
  crash(): Promise<void>;
  start(): Promise<void>;
  /** Ends it and takes its folder away. */
  close(): Promise<void>;
}

/** Throws where there is no PostgreSQL, with what would help. */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
): Promise<PostgresServer> {
  const binaries = binariesFolder();
  const as = otherUser();
  // Short: the path of a socket may have about a hundred characters.
  const folder = mkdtempSync(join(tmpdir(), 'tavolo-pg-'));
  const [data, socket] = [join(folder, 'data'), join(folder, 's')];
  mkdirSync(socket, { mode: 0o700 });
  if (as !== null) for (const path of [folder, socket]) chownSync(path, as.uid, as.gid);
  const how = { ...as, cwd: folder, env: { ...process.env, LC_ALL: 'C' } };
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    const given = Object.entries({
      listen_addresses: '',
      unix_socket_directories: socket,
      fsync: 'on',
      shared_buffers: '32MB',
      max_connections: '120',
      log_min_messages: 'log',
      ...settings,
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const started = spawn(join(binaries, 'postgres'), ['-D', data, ...given], {
      ...how,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child = started;
    await whenReady(started);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    const gone = once(running, 'exit');
    running.kill(signal);
    await gone;
  }

  try {
    const init = [
      '-D',
      data,
      '-U',
      'tavolo',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--no-locale',
      '--no-sync',
    ];
    execFileSync(join(binaries, 'initdb'), init, { ...how, stdio: ['ignore', 'ignore', 'pipe'] });
    await start();
  } catch (error) {
    await end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    url: (database) => `postgresql:///${database}?user=tavolo&host=${encodeURIComponent(socket)}`,
    pid: () => child?.pid ?? 0,
    // SIGQUIT: it lets go of everything at once and recovers at its next start.
    crash: () => end('SIGQUIT'),
    start,
    async close() {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function whenReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`PostgreSQL is not ready:\n${said}`)), START_MS);
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-4_000);
      if (!said.includes('ready to accept connections')) return;
      clearTimeout(late);
      resolve();
    });
    child.once('error', reject);
    child.once('exit', () => {
      clearTimeout(late);
      reject(new Error(`PostgreSQL ended at its start:\n${said}`));
    });
  });
}

/** From PATH, or where Debian keeps them; the newest. */
function binariesFolder(): string {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian) : [];
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...versions.sort((a, b) => Number(b) - Number(a)).map((each) => join(debian, each, 'bin')),
  ];
  const found = folders.find((each) =>
    ['initdb', 'postgres'].every((program) => existsSync(join(each, program))),
  );
  if (found === undefined) {
    throw new Error(
      'These tests need PostgreSQL 15 or newer: npm test installs it on Debian, elsewhere put its programs into PATH.',
    );
  }
  return found;
}

function otherUser(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  for (const user of USERS) {
    try {
      const id = (kind: string) =>
        Number(execFileSync('id', [kind, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch (error) {
      if (user === USERS.at(-1)) throw error;
    }
  }
  return null;
}
