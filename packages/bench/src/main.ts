/**
 * `npm run bench -- <scenario> [--json] [--runs=3]`: real numbers of the built product. People
 * read the table; with `--json` the last line printed is the whole result as one JSON line.
 */
import { board1000 } from './board-1000.ts';
import { cluster } from './cluster/cluster.ts';
import { crowd } from './crowd.ts';
import { commit, machine } from './machine.ts';
import { open } from './open.ts';
import { type Row, rowsOf, table } from './rows.ts';
import type { LongScenario, Scenario, Values } from './scenario.ts';
import { text } from './text.ts';

const SCENARIOS: readonly (Scenario | LongScenario)[] = [board1000, text, open, crowd, cluster];

const args = process.argv.slice(2).filter((each) => each !== '--');
const scenario = SCENARIOS.find(({ name }) => args.includes(name));
/** `--runs=3` and the like. */
const given = new Map(
  args.flatMap((each) => {
    const [, name, number] = /^--([a-z]+)=(\d+)$/.exec(each) ?? [];
    return name === undefined ? [] : [[name, Number(number)] as const];
  }),
);
const runs = given.get('runs') ?? 3;

if (scenario === undefined || !Number.isInteger(runs) || runs < 1) {
  const names = SCENARIOS.map(({ name }) => name).join(', ');
  process.stderr.write(
    `Usage: npm run bench -- <scenario> [--json] [--runs=3]; there is ${names}.\n`,
  );
  process.exitCode = 1;
} else {
  await measure(scenario);
}

async function measure(it: Scenario | LongScenario): Promise<void> {
  const { name, measures } = it;
  const values = 'runs' in it ? await it.runs(runs, given) : await oneByOne(it);
  const rows: readonly Row[] = rowsOf(measures, values);
  process.stdout.write(`${table(rows)}\n`);
  if (args.includes('--json')) {
    process.stdout.write(
      `${JSON.stringify({ name, machine: machine(), commit: commit(), runs, rows })}\n`,
    );
  }
  if (rows.some(({ holds }) => holds === false)) process.exitCode = 1;
}

async function oneByOne({ name, run }: Scenario): Promise<readonly Values[]> {
  const values: Values[] = [];
  for (let n = 1; n <= runs; n += 1) {
    values.push(await run());
    process.stderr.write(`${name}: run ${n} of ${runs} done\n`);
  }
  return values;
}
