/** Runs a script of one package (`node scripts/run.mjs @tavolo/bench bench …`), installed and built. */
import { build, checkNode, fail, install, pnpm } from './bootstrap.mjs';
import { passSignals } from './signals.mjs';
import { chromium } from './tools.mjs';

const [name, script, ...rest] = process.argv.slice(2);
if (name === undefined || script === undefined)
  fail('Usage: node scripts/run.mjs <package> <script> …');

checkNode();
await install();
await chromium();
await build('@tavolo/server', '@tavolo/client', name);
process.exitCode = await pnpm(['--filter', name, 'run', '--silent', script, ...rest], {
  onStart: passSignals,
});
