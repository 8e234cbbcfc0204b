import { defineConfig } from '@playwright/test';
import { BROWSER } from './src/browser.ts';

/** Takes the pictures of docs/screens. */
export default defineConfig({
  testDir: 'src/screens',
  testMatch: '**/*.screens.ts',
  outputDir: 'test-results/screens',
  timeout: 300_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  reporter: [['list']],
  use: { ...BROWSER },
});
