/**
 * Programs that tests need and npm does not bring. On Debian as root they are installed,
 * elsewhere one line says what to install: a test is never left out in silence.
 */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
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

/** The server programs for the tests of the store; Debian keeps them out of PATH, in a folder for each version. */
export async function postgres() {
  const programs = ['initdb', 'postgres'];
  const debian = '/usr/lib/postgresql';
  const isThere = () => {
    const versions = existsSync(debian) ? readdirSync(debian) : [];
    return (
      programs.every((program) => which(program) !== null) ||
      versions.some((each) =>
        programs.every((program) => existsSync(join(debian, each, 'bin', program))),
      )
    );
  };
  if (isThere()) return;
  // Without a database of its own: the tests make theirs.
  await have([{ program: 'postgres', debian: 'postgresql' }], isThere);
}

/** Makes sure that programs are there, or ends with the command that would install them. */
export async function have(wanted, isThere = null) {
  const missing = wanted.filter(({ program }) => !found(program));
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
  const still = missing.filter(({ program }) => !found(program));
  if (code !== 0 || still.length > 0) fail(`Could not install ${packages.join(', ')}.`);

  function found(program) {
    return isThere === null ? which(program) !== null : isThere();
  }
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
