/**
 * One run: random people on a random network over a random disk, and after each step the
 * promises. At the end everything works again, and everybody has to see the same.
 */
import type { Role } from '@tavolo/model';
import { checkAtRest } from './at-rest.ts';
import { Play, type PlayOptions } from './play.ts';
import { comeToRest, LONGEST_BACKOFF_MS } from './rest.ts';
import { type Sabotage, World } from './world.ts';

const PEOPLE: readonly Role[] = [
  'facilitator',
  'participant',
  'participant',
  'table-host',
  'observer',
];

/** Every other world has several. */
export function nodesOf(seed: number): number {
  return seed % 2 === 0 ? 1 : 3;
}

export interface RunOptions extends PlayOptions {
  readonly seed: number;
  readonly steps: number;
  readonly people?: readonly Role[];
  /** As the seed says, where nothing is said. */
  readonly nodes?: number;
  readonly sabotage?: Sabotage;
  /** Told each step, for who follows one run. */
  readonly say?: (line: string) => void;
}

export interface RunResult {
  /** What was found broken; null where every promise was kept. */
  readonly broken: Error | null;
  readonly steps: number;
  /** The last steps before it broke. */
  readonly last: readonly string[];
  readonly trace: string;
  readonly faults: number;
  readonly decisions: number;
  readonly accepted: number;
  readonly words: number;
}

export async function run(options: RunOptions): Promise<RunResult> {
  const { seed, steps, sabotage, people = PEOPLE, nodes = nodesOf(seed) } = options;
  const world = await World.open({
    seed,
    people,
    nodes,
    ...(sabotage === undefined ? {} : { sabotage }),
  });
  const play = new Play(world, options);
  let broken: Error | null = null;
  let done = 0;
  try {
    await play.begin();
    for (; done < steps; done += 1) {
      const line = play.note(await play.step());
      world.record(line);
      options.say?.(line);
      world.look();
    }
    await comeToRest(world, LONGEST_BACKOFF_MS);
    world.look();
    await checkAtRest(world, play.hands.erased);
  } catch (error) {
    broken = error instanceof Error ? error : new Error(String(error));
  } finally {
    world.close();
  }
  const all = [...world.pages, ...world.closedPages];
  return {
    broken,
    steps: done,
    last: play.last,
    trace: world.trace,
    faults: play.faults,
    decisions: world.reference.log.length,
    accepted: all.reduce((sum, { accepted }) => sum + accepted.size, 0),
    words: all.reduce(
      (sum, { sheets }) =>
        sum + [...sheets.values()].reduce((words, { saved }) => words + saved.size, 0),
      0,
    ),
  };
}
