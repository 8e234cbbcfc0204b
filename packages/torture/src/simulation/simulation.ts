/**
 * T8: a whole installation in one process, with every fault that the outside world knows, and
 * the promises of docs/threat-model.md looked at after each step. `run.ts` is one run.
 */
import './world/chance.ts';
import { row, type Torture, type TortureOptions } from '../torture.ts';
import { Broken } from './broken.ts';
import { nodesOf, type RunOptions, type RunResult, run } from './run.ts';
import { PLANTED, type Planted } from './sabotage.ts';

const SCALES = {
  short: { runs: 4, steps: 200, tries: 30, trySteps: 200 },
  long: { runs: 200, steps: 2_000, tries: 60, trySteps: 600 },
} as const;

export const simulation: Torture = {
  name: 'simulation',
  catalogue: 'T8',
  promise: 'whatever fails, the promises hold after every step, and in the end all see the same',
  async run({ seed, scale, say }) {
    const { runs, steps, tries, trySteps } = SCALES[scale];
    const found: string[] = [];
    let [faults, done, decisions, accepted, words] = [0, 0, 0, 0, 0];
    const traces: string[] = [];
    for (let n = 0; n < runs; n += 1) {
      const result = await run({ seed: seed + n, steps });
      traces.push(result.trace);
      faults += result.faults;
      done += result.steps;
      decisions += result.decisions;
      accepted += result.accepted;
      words += result.words;
      if (result.broken !== null) {
        found.push(tell(seed + n, result, say));
        // Enough to begin with; each can be repeated by its seed.
        if (found.length === 3) break;
      }
      if (n % 50 === 49) say(`${n + 1} of ${runs} runs`);
    }
    const missed: string[] = [];
    for (const planted of PLANTED) {
      if (await isFound(planted, { seed, steps: trySteps, ...planted.at }, tries, say)) continue;
      missed.push(planted.name);
      say(`not found although it was planted: ${planted.name}`);
    }
    // One world with one node, and one with several.
    const once = traces.slice(0, 2);
    const again: RunResult[] = [];
    for (const n of once.keys()) again.push(await run({ seed: seed + n, steps }));
    return [
      row({
        name: 'promises broken after a step or at rest',
        value: found.length,
        unit: 'runs',
        goal: 0,
        attempts: done,
        faultsInjected: faults,
        control: missed.length === 0,
        note: `${runs} runs of ${steps} steps, every other with three nodes; ${decisions} decisions, ${accepted} acknowledged changes and ${words} saved words looked for; nobody had to enter again; ${PLANTED.length} planted faults`,
      }),
      row({
        name: 'runs that a seed does not repeat',
        value: again.filter(({ trace }, n) => trace !== once[n]).length,
        unit: 'runs',
        goal: 0,
        attempts: again.length,
        faultsInjected: again.reduce((sum, each) => sum + each.faults, 0),
        control: once[0] !== once[1],
      }),
    ];
  },
};

/** How to repeat it, and what came before. */
function tell(
  seed: number,
  { broken, steps, last }: RunResult,
  say: TortureOptions['say'],
): string {
  const what = `seed ${seed} (nodes: ${nodesOf(seed)}), step ${steps}: ${broken?.message}`;
  say(what);
  for (const line of last) say(`  ${line}`);
  return what;
}

async function isFound(
  planted: Planted,
  options: RunOptions,
  tries: number,
  say: TortureOptions['say'],
): Promise<boolean> {
  for (let n = 0; n < tries; n += 1) {
    const seed = options.seed + 10_000 + n;
    const { broken } = await run({ ...options, seed, sabotage: planted.sabotage() });
    if (broken instanceof Broken && planted.breaks.includes(broken.promise)) {
      say(`planted: ${planted.name}; found in run ${n + 1}: ${broken.message}`);
      return true;
    }
  }
  return false;
}
