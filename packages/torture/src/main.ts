/**
 * `npm run torture -- <name>|all [--seed n] [--short] [--json]`: attacks on what the product
 * promises. People read the table; with `--json` the last line printed is the whole result as
 * one JSON line. The exit code says whether every row holds.
 */
import { commit, machine } from '@tavolo/bench/machine';
import { asked } from './ask.ts';
import { table } from './table.ts';
import type { Torture, TortureRow } from './torture.ts';
import { ALONE, TORTURES } from './tortures.ts';

const { name, seed, scale, json } = asked(
  process.argv.slice(2),
  () => (Date.now() ^ process.pid) >>> 0,
);
const known = [...TORTURES, ...ALONE];
const chosen = name === 'all' ? TORTURES : known.filter((each) => each.name === name);

if (chosen.length === 0 || !Number.isInteger(seed)) {
  const names = ['all', ...known.map((each) => each.name)].join(', ');
  process.stderr.write(
    `Usage: npm run torture -- <name> [--seed n] [--short] [--json]; there is ${names}.\n`,
  );
  process.exitCode = 1;
} else {
  await torment(chosen);
}

async function torment(tortures: readonly Torture[]): Promise<void> {
  const rows: TortureRow[] = [];
  for (const torture of tortures) {
    const say = (line: string) => process.stderr.write(`${torture.name}: ${line}\n`);
    say(`${torture.catalogue}. ${torture.promise} (seed ${seed})`);
    const from = Date.now();
    rows.push(...(await torture.run({ seed, scale, say })));
    say(`done in ${Math.round((Date.now() - from) / 1_000)} s`);
  }
  process.stdout.write(`${table(rows)}\n`);
  if (json) {
    const result = { name, machine: machine(), commit: commit(), seed, scale, rows };
    process.stdout.write(`${JSON.stringify(result)}\n`);
  }
  if (!rows.every(({ holds }) => holds)) process.exitCode = 1;
}
