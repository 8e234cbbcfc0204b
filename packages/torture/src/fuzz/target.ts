/** Starts the program that is fuzzed over its port, and hears what it says of itself. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TARGET = fileURLToPath(new URL('./target.mjs', import.meta.url));

export interface Target {
  readonly url: string;
  /** It has ended by itself. */
  hasCrashed(): boolean;
  /** The longest time (ms) without an answer since the last question; null where nobody is there any more. */
  longest(plant?: 'throw' | 'busy'): Promise<number | null>;
  close(): Promise<void>;
}

export async function startTarget(): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), 'tavolo-fuzz-'));
  const child = spawn(process.execPath, [TARGET], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      TAVOLO_DATA_DIR: folder,
      TAVOLO_DEMO: 'off',
      TAVOLO_LOG: 'silent',
      ...(process.env.TAVOLO_RUN === undefined ? {} : { TAVOLO_RUN: process.env.TAVOLO_RUN }),
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr?.on('data', (piece: Buffer) => {
    errors += piece.toString();
  });
  let crashed = false;
  let closing = false;
  const gone = once(child, 'close').then(() => {
    crashed = !closing;
  });
  const said = <Said>(): Promise<Said | null> =>
    Promise.race([once(child, 'message').then(([word]) => word as Said), gone.then(() => null)]);
  const opened = await said<{ readonly url: string }>();
  if (opened === null) throw new Error(`the program did not start: ${errors}`);
  return {
    url: opened.url,
    hasCrashed: () => crashed,
    async longest(plant) {
      if (crashed || !child.connected) return null;
      const answer = said<{ readonly longest: number }>();
      // Whoever has just ended cannot be asked: then `gone` is the answer.
      child.send(plant === undefined ? {} : { plant }, (error) => {
        if (error !== null) console.info('the program has ended', error);
      });
      return (await answer)?.longest ?? null;
    },
    async close() {
      closing = true;
      child.kill('SIGKILL');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
