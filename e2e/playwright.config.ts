import { defineConfig } from '@playwright/test';
import { BROWSER } from './src/browser.ts';

/** Whole workshops, each against a server of its own. Failures are looked at, not tried again. */
export default defineConfig({
  testDir: 'src',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/traces',
  timeout: 90_000,
  expect: { timeout: 10_000 },
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { ...BROWSER, trace: 'retain-on-failure', actionTimeout: 15_000, navigationTimeout: 30_000 },
});
