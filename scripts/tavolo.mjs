/** `npm run tavolo -- <verb>`: the operator's verbs, from a fresh clone on. */
import { join } from 'node:path';
import { build, checkNode, install, ROOT, run } from './bootstrap.mjs';
import { passSignals } from './signals.mjs';

checkNode();
await install();
await build('@tavolo/server');

const cli = join(ROOT, 'server', 'dist', 'cli', 'cli.js');
process.exitCode = await run(process.execPath, [cli, ...process.argv.slice(2)], {
  onStart: passSignals,
});
