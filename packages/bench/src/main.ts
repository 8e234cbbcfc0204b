/**
 * `npm run bench -- <scenario> [--json] [--runs=3]`: real numbers of the built product. People
 * read the table; with `--json` the last line printed is the whole result as one JSON line.
 */
import { board1000 } from './board-1000.ts';
import { crowd } from './crowd.ts';
import { commit, machine } from './machine.ts';
import { open } from './open.ts';
import { type Row, rowsOf, table } from './rows.ts';
import type { Scenario } from './scenario.ts';
import { text } from './text.ts';

const SCENARIOS: readonly Scenario[] = [board1000, text, open, crowd];

const args = process.argv.slice(2).filter((each) => each !== '--');
const scenario = SCENARIOS.find(({ name }) => args.includes(name));
const runs = Number(args.find((each) => each.startsWith('--runs='))?.slice('--runs='.length) ?? 3);

if (scenario === undefined || !Number.isInteger(runs) || runs < 1) {
  const names = SCENARIOS.map(({ name }) => name).join(', ');
  process.stderr.write(
    `Usage: npm run bench -- <scenario> [--json] [--runs=3]; there is ${names}.\n`,
  );
  process.exitCode = 1;
} else {
  await measure(scenario);
}

async function measure({ name, measures, run }: Scenario): Promise<void> {
  const values: Readonly<Record<string, number>>[] = [];
  for (let n = 1; n <= runs; n += 1) {
    values.push(await run());
    process.stderr.write(`${name}: run ${n} of ${runs} done\n`);
  }
  const rows: readonly Row[] = rowsOf(measures, values);
  process.stdout.write(`${table(rows)}\n`);
  if (args.includes('--json')) {
    process.stdout.write(
      `${JSON.stringify({ name, machine: machine(), commit: commit(), runs, rows })}\n`,
    );
  }
  if (rows.some(({ holds }) => holds === false)) process.exitCode = 1;
}
