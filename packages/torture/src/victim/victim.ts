/** Starts servers to be attacked, and ends them as a power cut would end the process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CheatName } from './cheats.ts';

const MAIN = fileURLToPath(new URL('./main.mjs', import.meta.url));

/** What `main.mjs` is told, and what it says. */
interface Go {
  readonly cheat: CheatName | null;
}
type Said =
  | { readonly is: 'loaded'; readonly pid: number }
  | { readonly is: 'open'; readonly url: string; readonly port: number }
  | { readonly is: 'failed'; readonly why: string };

export interface VictimOptions {
  /** Where it keeps everything, unless a database is among its settings. */
  readonly folder: string;
  /** Settings beside those that every victim has. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Options of Node. */
  readonly nodeOptions?: readonly string[];
  /** Runs it through these, such as `strace` with its options. */
  readonly wrapped?: readonly string[];
}

/** A process that has loaded everything and has opened nothing. */
export interface Ready {
  open(cheat?: CheatName | null): Promise<Victim>;
  kill(): Promise<void>;
}

export interface Victim {
  /** The origin it tells people. */
  readonly url: string;
  readonly port: number;
  /** Of the server itself, also where it is wrapped. */
  readonly pid: number;
  /** SIGKILL; resolves when it and what wraps it are gone. */
  kill(): Promise<void>;
  /** SIGTERM, as an operator ends it; its exit code. */
  end(): Promise<number | null>;
}

export async function loadVictim(options: VictimOptions): Promise<Ready> {
  const { folder, settings = {}, nodeOptions = [], wrapped = [] } = options;
  // Without the condition `source` it is what was built, which starts in half the time.
  const words = [...wrapped, process.execPath, ...nodeOptions, MAIN];
  const [command = '', ...args] = words;
  const child = spawn(command, args, {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      TAVOLO_DATA_DIR: folder,
      TAVOLO_DEMO: 'off',
      TAVOLO_LOG: 'silent',
      // A run of tests finds by it what was left behind.
      ...(process.env.TAVOLO_TEST_RUN === undefined
        ? {}
        : { TAVOLO_TEST_RUN: process.env.TAVOLO_TEST_RUN }),
      ...settings,
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const gone = once(child, 'close').then(([code]) => code as number | null);
  const errors = collected(child);
  const loaded = await said(child, 'loaded', errors);
  async function kill(): Promise<void> {
    if (isThere(loaded.pid)) process.kill(loaded.pid, 'SIGKILL');
    await gone;
  }
  function end(): Promise<number | null> {
    if (isThere(loaded.pid)) process.kill(loaded.pid, 'SIGTERM');
    return gone;
  }
  return {
    kill,
    async open(cheat = null) {
      const go: Go = { cheat };
      child.send(go);
      const { url, port } = await said(child, 'open', errors);
      return { url, port, pid: loaded.pid, kill, end };
    },
  };
}

function said<Is extends Said['is']>(
  child: ChildProcess,
  is: Is,
  errors: () => string,
): Promise<Extract<Said, { is: Is }>> {
  return new Promise((resolve, reject) => {
    const heard = (message: Said): void => {
      if (message.is === 'failed') stop(() => reject(new Error(message.why)));
      else if (message.is === is) stop(() => resolve(message as Extract<Said, { is: Is }>));
    };
    const ended = (code: number | null): void =>
      stop(() => reject(new Error(`the server ended with ${code}: ${errors()}`)));
    function stop(then: () => void): void {
      child.off('message', heard);
      child.off('close', ended);
      then();
    }
    child.on('message', heard);
    child.on('close', ended);
    child.once('error', reject);
  });
}

function collected(child: ChildProcess): () => string {
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (piece: string) => {
    errors = (errors + piece).slice(-4_000);
  });
  return () => errors;
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}
