/**
 * T7: changes over a network that delays, drops and reconnects, and texts before a server that is
 * restarted over a disk that fails: in the end every screen shows what the server has. Beside
 * `simulation`, which runs whole servers slowly, this tries very many small histories.
 */
import '../simulation/world/chance.ts';
import fc from 'fast-check';
import { row, type Torture, type TortureOptions } from '../torture.ts';
import { anyChanges, converge } from './changes.ts';
import { convergeTexts } from './texts.ts';

const SCALES = {
  short: { changes: 40, texts: 40 },
  long: { changes: 12_000, texts: 8_000 },
} as const;
/** A planted fault shows itself in a few runs, or nothing would. */
const CONTROL_RUNS = 200;
/** While somebody waits. */
const TELL_EVERY = 1_000;

export const convergence: Torture = {
  name: 'convergence',
  catalogue: 'T7',
  promise:
    'whatever the network does, all come to see the same, and nothing acknowledged is missing',
  async run({ seed, scale, say }) {
    const runs = SCALES[scale];
    const changes = await tried(runs.changes, seed, say, async (history) => converge(history));
    const losing = await tried(CONTROL_RUNS, seed, quietly, (history) => converge(history, true));
    say(`${losing.runs} histories until the planted fault was found`);
    const texts = await triedTexts(runs.texts, seed, say, false);
    const lying = await triedTexts(CONTROL_RUNS, seed, quietly, true);
    return [
      row({
        name: 'histories after which somebody sees other cards, clusters or sheets',
        value: changes.found,
        unit: 'histories',
        goal: 0,
        attempts: changes.runs,
        faultsInjected: changes.faults,
        control: losing.found > 0,
        note: `${changes.kept} accepted changes; control: frames vanish from living connections`,
      }),
      row({
        name: 'histories after which somebody reads another text, or an acknowledged word is gone',
        value: texts.found,
        unit: 'histories',
        goal: 0,
        attempts: texts.runs,
        faultsInjected: texts.faults,
        control: lying.found > 0,
        note: `${texts.kept} acknowledged words; control: a disk that says it has kept what it has not`,
      }),
    ];
  },
};

interface Tried {
  readonly runs: number;
  readonly found: number;
  readonly faults: number;
  readonly kept: number;
}

const quietly = (): void => undefined;

/** fast-check makes the smallest history of what it finds; one is enough to begin with. */
async function tried(
  numRuns: number,
  seed: number,
  say: TortureOptions['say'],
  play: (history: Parameters<typeof converge>[0]) => ReturnType<typeof converge>,
): Promise<Tried> {
  let [runs, faults, kept] = [0, 0, 0];
  const result = await fc.check(
    fc.asyncProperty(anyChanges, async (history) => {
      const converged = await play(history);
      runs += 1;
      faults += converged.faults;
      kept += converged.accepted;
      if (runs % TELL_EVERY === 0) say(`${runs} histories of changes`);
    }),
    { numRuns, seed: seed | 0, endOnFailure: say === quietly },
  );
  if (result.failed) say(fc.defaultReportMessage(result) ?? 'failed');
  return { runs, faults, kept, found: result.failed ? 1 : 0 };
}

async function triedTexts(
  numRuns: number,
  seed: number,
  say: TortureOptions['say'],
  lying: boolean,
): Promise<Tried> {
  let [faults, kept] = [0, 0];
  for (let run = 0; run < numRuns; run += 1) {
    try {
      const converged = await convergeTexts(seed + run, lying);
      faults += converged.faults;
      kept += converged.acknowledged;
      if (run % TELL_EVERY === TELL_EVERY - 1) say(`${run + 1} histories of texts`);
    } catch (error) {
      say(`texts, seed ${seed + run}: ${String(error)}`);
      return { runs: run + 1, faults, kept, found: 1 };
    }
  }
  return { runs: numRuns, faults, kept, found: 0 };
}
