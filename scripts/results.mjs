/**
 * Numbers of the test runners, from the JSON they write. A file that is missing means that
 * its runner did not finish: one failure. Old files go first, so that none is read twice.
 */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';

const UNIT = join('test-results', 'unit.json');
const E2E = join(ROOT, 'e2e', 'test-results', 'e2e.json');

/** Folders of the packages that have unit tests, with last time's results gone. */
export function unitPackages() {
  const folders = readdirSync(join(ROOT, 'packages')).map((name) => join(ROOT, 'packages', name));
  const packages = [
    join(ROOT, 'server'),
    join(ROOT, 'client'),
    join(ROOT, 'e2e'),
    ...folders,
  ].filter((folder) => {
    const path = join(folder, 'package.json');
    return existsSync(path) && JSON.parse(readFileSync(path, 'utf8')).scripts?.unit !== undefined;
  });
  for (const folder of packages) rmSync(join(folder, UNIT), { force: true });
  rmSync(E2E, { force: true });
  return packages;
}

export function readVitest(packages) {
  const sum = { passed: 0, failed: 0, skipped: [] };
  for (const folder of packages) {
    const path = join(folder, UNIT);
    if (!existsSync(path)) {
      process.stdout.write(`no results from ${folder}\n`);
      sum.failed += 1;
      continue;
    }
    const report = JSON.parse(readFileSync(path, 'utf8'));
    sum.passed += report.numPassedTests;
    // A file that does not even load has no failed test in it.
    sum.failed += Math.max(report.numFailedTests, report.success ? 0 : 1);
    for (const file of report.testResults) {
      for (const test of file.assertionResults) {
        if (test.status !== 'passed' && test.status !== 'failed') sum.skipped.push(test.fullName);
      }
    }
  }
  return sum;
}

export function readPlaywright() {
  if (!existsSync(E2E)) return { passed: 0, failed: 1, skipped: [] };
  const { stats, suites, errors } = JSON.parse(readFileSync(E2E, 'utf8'));
  const skipped = [];
  const walk = (suite) => {
    for (const spec of suite.specs ?? []) {
      if (spec.tests.some((test) => test.status === 'skipped')) skipped.push(spec.title);
    }
    for (const inner of suite.suites ?? []) walk(inner);
  };
  for (const suite of suites) walk(suite);
  const failed = stats.unexpected + stats.flaky;
  return { passed: stats.expected, failed: Math.max(failed, errors.length > 0 ? 1 : 0), skipped };
}
