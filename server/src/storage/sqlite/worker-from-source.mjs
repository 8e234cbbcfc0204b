/**
 * Starts the worker from its TypeScript, in development and tests. A thread does not take over
 * the loader of the main one, and a loader of its own takes a second to start: so the worker is
 * made one file first, named by what is in it.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

const { outputFiles } = await build({
  entryPoints: [path('./worker.ts')],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['source'],
  // Native: it stays where it is.
  external: ['@photostructure/sqlite'],
  sourcemap: 'inline',
});
const [{ contents }] = outputFiles;

// Beside the packages that it imports.
const cache = path('../../../node_modules/.cache');
const file = `${cache}/worker-${createHash('sha256').update(contents).digest('hex')}.mjs`;
if (!existsSync(file)) {
  await mkdir(cache, { recursive: true });
  // Two threads may be at it: each renames a whole file into place.
  const whole = `${cache}/${randomUUID()}`;
  await writeFile(whole, contents);
  await rename(whole, file);
}
await import(file);
