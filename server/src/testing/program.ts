/** For tests: the program in a process of its own, to be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface Program {
  /** Its address, as it is printed. */
  readonly url: string;
  /** Ends it as a power cut would end the process. */
  kill(): Promise<void>;
}

export async function startProgram(folder: string): Promise<Program> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=source', MAIN], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      TAVOLO_DATA_DIR: folder,
      TAVOLO_LOG: 'error',
      TAVOLO_DEMO: 'off',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  return {
    url: await addressOf(child),
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  let [out, errors] = ['', ''];
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (piece: Buffer) => {
      out += piece.toString();
      const found = /Tavolo is ready: (\S+)/.exec(out)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.stderr?.on('data', (piece: Buffer) => {
      errors += piece.toString();
    });
    child.once('close', (code) => reject(new Error(`ended with ${code}: ${errors}`)));
  });
}
