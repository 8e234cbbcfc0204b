/**
 * `npm test`: everything that must hold, one step after another, also after a failure. The
 * last line is `N passed, N failed`, summed from what the runners wrote to files; the exit
 * code says the same. Whatever a step leaves running is found, ended and counted as a failure.
 */
import { checkNode, install, pnpm, run, turbo } from './bootstrap.mjs';
import { endLeftovers, RUN_MARK } from './leftovers.mjs';
import { readPlaywright, readVitest, unitPackages } from './results.mjs';
import { chromium, have, postgres } from './tools.mjs';

checkNode();
await install();
await have([
  { program: 'bash', debian: 'bash' },
  { program: 'curl', debian: 'curl' },
  { program: 'git', debian: 'git' },
  { program: 'strace', debian: 'strace' },
  // Several programs talk through it; the tests start their own.
  { program: 'redis-server', debian: 'redis-server' },
]);
await postgres();
await chromium();

const results = [];
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143 })) {
  process.on(signal, async () => {
    await endLeftovers();
    process.exit(code);
  });
}

/** One step: a sentence, a command, and where its numbers are read. Without numbers it counts as one. */
async function step(title, command, numbers) {
  process.stdout.write(`\n── ${title}\n`);
  const startedAt = Date.now();
  const code = await command();
  const counted = numbers?.() ?? { passed: code === 0 ? 1 : 0, failed: 0, skipped: [] };
  // A runner that fails without a failed test (a crash, a broken file) is a failure all the same.
  const failed = code !== 0 && counted.failed === 0 ? 1 : counted.failed;
  const left = await endLeftovers();
  for (const line of left) process.stdout.write(`left running: ${line}\n`);
  results.push({
    title,
    passed: counted.passed,
    failed: failed + left.length,
    skipped: counted.skipped,
    seconds: (Date.now() - startedAt) / 1_000,
  });
}

/** Nobody's database is tested on: the tests start their own. */
const env = { ...RUN_MARK, DATABASE_URL: '', REDIS_URL: '' };
const exec = (...args) => pnpm(['exec', ...args], { env });

await step('format and lint', () => exec('biome', 'check', '--error-on-warnings', '.'));
await step('types and build', () =>
  turbo(['build', '--output-logs=errors-only', '--concurrency=2'], { env }),
);
await step('imports run one way', () =>
  run(process.execPath, ['scripts/check-imports.mjs'], { env }),
);
await step('every rule has a test', () => exec('tsx', 'scripts/check-rules.ts'));
await step('the documents are true', () =>
  exec('tsx', '--conditions=source', 'scripts/check-docs.ts'),
);

const packages = unitPackages();
await step(
  'unit and contract tests',
  () =>
    turbo(
      [
        'unit',
        '--concurrency=2',
        '--continue',
        '--output-logs=errors-only',
        '--',
        '--reporter=default',
        '--reporter=json',
        '--outputFile.json=test-results/unit.json',
      ],
      { env },
    ),
  () => readVitest(packages),
);
await step(
  'whole workshops in the browser',
  () => pnpm(['--filter', '@tavolo/e2e', 'run', 'e2e'], { env }),
  readPlaywright,
);

process.stdout.write('\n');
for (const { title, passed, failed, skipped, seconds } of results) {
  process.stdout.write(`${title}: ${passed} passed, ${failed} failed (${seconds.toFixed(0)} s)\n`);
  for (const name of skipped) process.stdout.write(`  SKIPPED ${name}\n`);
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
