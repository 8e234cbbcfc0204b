/**
 * From a fresh clone to a built house, with nothing but Node and npm. Every command of the
 * root package.json passes here first, so this file imports only what Node brings.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const WINDOWS = process.platform === 'win32';
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
/** Without the hash: npx does not read corepack's form. */
const PNPM = manifest.packageManager.split('+')[0];

/** Tools neither phone home nor ask questions. */
const QUIET_TOOLS = { TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1', NO_UPDATE_NOTIFIER: '1' };

/** The only line somebody with an old Node should have to read. */
export function checkNode(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Tavolo needs Node 20.19 or newer, and this is Node ${version}. Get it from nodejs.org.`);
}

export function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}

/**
 * Runs a program and resolves with its exit code (128 + n for a signal). `quiet` keeps its
 * words and shows them only where it fails.
 */
export function run(program, args, { quiet = false, env = {}, cwd = ROOT, onStart } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...QUIET_TOOLS, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      shell: WINDOWS,
    });
    onStart?.(child);
    const words = [];
    child.stdout?.on('data', (chunk) => words.push(chunk));
    child.stderr?.on('data', (chunk) => words.push(chunk));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (quiet && code !== 0) process.stderr.write(Buffer.concat(words));
      resolve(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0));
    });
  });
}

const SIGNAL_NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/** The pinned pnpm through npx: it need not be installed, and never another version. */
export function pnpm(args, options) {
  return run('npx', ['--yes', PNPM, ...args], options);
}

/** turbo needs a `pnpm` on its PATH, which `pnpm exec` gives. */
export function turbo(args, options) {
  return pnpm(['exec', 'turbo', 'run', ...args], options);
}

/** Installs where the lock file has changed since the last time; says so, because it takes a while. */
export async function install() {
  const stamp = join(ROOT, 'node_modules', '.tavolo-installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'pnpm-lock.yaml')))
    .update(process.versions.modules)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  process.stdout.write('Installing what Tavolo is built from…\n');
  const code = await pnpm(['install', '--frozen-lockfile', '--prefer-offline'], { quiet: true });
  if (code !== 0) fail('Installing did not work; the lines above say why.');
  writeFileSync(stamp, wanted);
}

/** Builds the named packages and what they need; instant where nothing has changed. */
export async function build(...packages) {
  process.stdout.write('Building…\n');
  const filters = packages.map((name) => `--filter=${name}`);
  const code = await turbo(['build', ...filters, '--output-logs=errors-only'], { quiet: true });
  if (code !== 0) fail('Building did not work; the lines above say why.');
}
