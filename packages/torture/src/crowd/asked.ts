/** A process of ours that is asked questions and ended with the torture. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answered } from './words.ts';

export interface Helper<Question> {
  /** What it said when it was ready. */
  readonly ready: unknown;
  ask<Answer>(question: Question): Promise<Answer>;
  signal(signal: NodeJS.Signals): void;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** What it has printed on the error output. */
  readonly printed: () => string;
  /** Ends it at once, if it is still there. */
  kill(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('./main.mjs', import.meta.url));

/** Runs a file of this folder. */
export async function startHelper<Question>(
  file: `./${string}.ts`,
  args: readonly string[],
): Promise<Helper<Question>> {
  const child: ChildProcess = fork(MAIN, [file, ...args], {
    // Without the condition `source` it is what was built.
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  let printed = '';
  child.stderr?.on('data', (piece: Buffer) => {
    printed += piece.toString();
  });
  const waiting = new Map<number, (answered: Answered) => void>();
  const ended = once(child, 'close').then(([code]) => {
    for (const [number, done] of waiting)
      done({ number, failed: `ended with ${code}: ${printed}` });
    return code as number | null;
  });
  const answerOf = (number: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.set(number, (answered) => {
        waiting.delete(number);
        if ('failed' in answered) reject(new Error(answered.failed));
        else resolve(answered.answer);
      });
    });
  child.on('message', (answered: Answered) => waiting.get(answered.number)?.(answered));
  let asked = 0;
  return {
    ready: await answerOf(0),
    async ask<Answer>(question: Question) {
      asked += 1;
      const answer = answerOf(asked);
      child.send({ number: asked, question });
      return (await answer) as Answer;
    },
    signal: (signal) => void child.kill(signal),
    ended,
    printed: () => printed,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
