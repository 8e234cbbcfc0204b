/** All people, in two processes: one alone would be busier than what it looks at. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Histogram } from '../histogram.ts';
import { micros } from './mark.ts';
import type { Dial, Dialed, Question, Room, Seen, Stormed, Wrote } from './words.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const PROCESSES = 2;

export interface Window {
  readonly delivered: number;
  readonly expected: number;
  readonly frames: number;
  /** Movements of hands, times those who looked on. */
  readonly movements: number;
  /** How old a hand's place was when it was shown. */
  readonly hands: Histogram;
  readonly acknowledged: Histogram;
  readonly same: Histogram;
  readonly other: Histogram;
  /** Of the busier of the processes: cores, and how late its loop came (ms). */
  readonly cores: number;
  readonly lag99Ms: number;
}

export interface Storm {
  readonly perSecond: number;
  readonly acknowledged: Histogram;
  readonly refused: number;
  readonly cores: number;
}

export interface Pace {
  readonly ms: number;
  /** Changes over all rooms. */
  readonly perSecond: number;
  /** Movements of each hand. */
  readonly hz: number;
}

export interface Crowds {
  dial(dial: Omit<Dial, 'ask'>): Promise<{ readonly lines: number; readonly ms: number }>;
  /** Changes at this pace over all rooms for so long, until everybody has seen them. */
  window(pace: Pace): Promise<Window>;
  storm(ms: number): Promise<Storm>;
  hangUp(): Promise<void>;
  close(): Promise<void>;
}

export async function startCrowds(rooms: readonly Room[]): Promise<Crowds> {
  const children = Array.from({ length: PROCESSES }, () =>
    fork(MAIN, {
      execArgv: ['--conditions=source', '--import', 'tsx'],
      serialization: 'advanced',
    }),
  );
  const all = <Answer>(question: Question) =>
    Promise.all(children.map((child) => ask<Answer>(child, question)));
  await Promise.all(
    children.map((child, share) => ask(child, { ask: 'rooms', rooms, share, of: PROCESSES })),
  );
  return {
    async dial(dial) {
      const answers = await all<Dialed>({ ask: 'dial', ...dial });
      return {
        lines: answers.reduce((sum, { lines }) => sum + lines, 0),
        ms: Math.max(...answers.map(({ ms }) => ms)),
      };
    },

    async window({ ms, perSecond, hz }) {
      const share = { ms, hz, perSecond: perSecond / PROCESSES, since: micros() };
      const wrote = await all<Wrote>({ ask: 'write', ...share });
      const sent = rooms.map((_, room) =>
        wrote.reduce((sum, each) => sum + (each.sent[room] ?? 0), 0),
      );
      const seen = await all<Seen>({ ask: 'seen', sent });
      const movements = rooms.reduce(
        (total, _, room) =>
          total +
          wrote.reduce((moved, each) => moved + (each.moved[room] ?? 0), 0) *
            seen.reduce((looking, each) => looking + (each.looking[room] ?? 0), 0),
        0,
      );
      const sum = (of: (each: Seen) => number) => seen.reduce((total, each) => total + of(each), 0);
      return {
        delivered: sum(({ delivered }) => delivered),
        expected: sum(({ expected }) => expected),
        frames: sum(({ frames }) => frames),
        movements,
        hands: together(seen.map(({ hands }) => hands)),
        acknowledged: together(seen.map(({ acknowledged }) => acknowledged)),
        same: together(seen.map(({ same }) => same)),
        other: together(seen.map(({ other }) => other)),
        cores: busiest(seen),
        lag99Ms: Math.max(...seen.map(({ lag99Ms }) => lag99Ms)),
      };
    },

    async storm(ms) {
      const stormed = await all<Stormed>({ ask: 'storm', ms });
      const answers = stormed.reduce((sum, each) => sum + each.answers, 0);
      return {
        perSecond: (answers * 1_000) / ms,
        acknowledged: together(stormed.map(({ acknowledged }) => acknowledged)),
        refused: stormed.reduce((sum, each) => sum + each.refused, 0),
        cores: busiest(stormed),
      };
    },

    async hangUp() {
      await all({ ask: 'hang up' });
    },

    async close() {
      await Promise.all(
        children.map(async (child) => {
          if (child.exitCode !== null || child.signalCode !== null) return;
          const gone = once(child, 'exit');
          if (child.connected) child.disconnect();
          else child.kill('SIGKILL');
          await gone;
        }),
      );
    },
  };
}

type Told = { readonly answered: unknown } | { readonly failed: string };

function ask<Answer>(child: ChildProcess, question: Question): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const left = (): void => reject(new Error('the people have left'));
    child.once('exit', left);
    child.once('message', (told: Told) => {
      child.off('exit', left);
      if ('failed' in told) reject(new Error(told.failed));
      else resolve(told.answered as Answer);
    });
    child.send(question);
  });
}

function together(packed: readonly Uint32Array[]): Histogram {
  const sum = new Histogram();
  for (const each of packed) sum.addAll(Histogram.unpacked(each));
  return sum;
}

function busiest(of: readonly { readonly cpuMs: number; readonly wallMs: number }[]): number {
  return Math.max(...of.map(({ cpuMs, wallMs }) => cpuMs / wallMs));
}
