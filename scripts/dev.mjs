/**
 * `npm run dev`: the server restarts and the page reloads while you edit. Vite shows the
 * pages and passes everything that is the server's on to it, so there is one address.
 */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { checkNode, install, pnpm, ROOT } from './bootstrap.mjs';

checkNode();
await install();

const page = process.env.PORT ?? '5173';
const server = process.env.TAVOLO_DEV_SERVER_PORT ?? (await freePort());
const children = [];
const onStart = (child) => children.push(child);
const end = (signal) => {
  for (const child of children) child.kill(signal);
};
process.on('SIGINT', () => {
  if (!process.stdin.isTTY) end('SIGINT');
});
process.on('SIGTERM', () => end('SIGTERM'));

const env = {
  TAVOLO_DEV_SERVER_PORT: server,
  TAVOLO_DATA_DIR: process.env.TAVOLO_DATA_DIR ?? join(ROOT, 'data', 'dev'),
  PUBLIC_URL: process.env.PUBLIC_URL ?? `http://localhost:${page}`,
};
process.stdout.write(`Tavolo in development: http://localhost:${page}\n`);
const codes = await Promise.all([
  pnpm(['--filter', '@tavolo/server', 'run', 'dev', ...process.argv.slice(2)], {
    onStart,
    env: { ...env, PORT: server },
  }).then(endBoth),
  pnpm(['--filter', '@tavolo/client', 'run', 'dev', '--port', page, '--strictPort'], {
    onStart,
    env,
  }).then(endBoth),
]);
process.exitCode = codes.find((code) => code !== 0) ?? 0;

/** One without the other is of no use. */
function endBoth(code) {
  end('SIGTERM');
  return code;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(String(port)));
    });
  });
}
