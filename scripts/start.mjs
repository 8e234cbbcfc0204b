/** `npm start`: from a fresh clone to a running server. What follows `--` goes to the server. */
import { join } from 'node:path';
import { build, checkNode, install, ROOT, run } from './bootstrap.mjs';
import { passSignals } from './signals.mjs';

checkNode();
await install();
await build('@tavolo/server', '@tavolo/client');

const server = join(ROOT, 'server', 'dist', 'main.js');
process.exitCode = await run(process.execPath, [server, ...process.argv.slice(2)], {
  onStart: passSignals,
});
