/**
 * Programs that tests need and npm does not bring. On Debian as root they are installed,
 * elsewhere one line says what to install: a test is never left out in silence.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fail, run } from './bootstrap.mjs';

/** The browser for tests and pictures; its path is what Playwright is told. */
export async function chromium() {
  const own = process.env.CHROMIUM_PATH;
  if (own !== undefined && own !== '') {
    if (!existsSync(own)) fail(`CHROMIUM_PATH names ${own}, and there is no such file.`);
    return own;
  }
  await have([{ program: 'chromium', debian: 'chromium' }]);
  const found = which('chromium');
  process.env.CHROMIUM_PATH = found;
  return found;
}

/** Makes sure that programs are there, or ends with the command that would install them. */
export async function have(wanted) {
  const missing = wanted.filter(({ program }) => which(program) === null);
  if (missing.length === 0) return;
  const packages = missing.map(({ debian }) => debian);
  const asRoot = process.getuid?.() === 0 && which('apt-get') !== null;
  if (!asRoot) {
    fail(
      `The tests need ${packages.join(', ')}. On Debian: sudo apt-get install ${packages.join(' ')}`,
    );
  }
  process.stdout.write(`Installing ${packages.join(', ')} with apt…\n`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { quiet: true, env });
  const code = await run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
    quiet: true,
    env,
  });
  const still = missing.filter(({ program }) => which(program) === null);
  if (code !== 0 || still.length > 0) fail(`Could not install ${packages.join(', ')}.`);
}

export function which(program) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch (error) {
      if (error.code !== 'ENOENT' && error.code !== 'EACCES' && error.code !== 'ENOTDIR')
        throw error;
    }
  }
  return null;
}
