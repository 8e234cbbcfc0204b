import { defineConfig } from '@playwright/test';
import { BROWSER } from './src/browser.ts';

/**
 * Takes the pictures of docs/screens. What is seldom seen is for a closer look alone: it is taken
 * where `SCREENS_TO` names a folder.
 */
export default defineConfig({
  testDir: 'src/screens',
  testMatch: process.env.SCREENS_TO === undefined ? '**/screens.screens.ts' : '**/*.screens.ts',
  outputDir: 'test-results/screens',
  timeout: 600_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  reporter: [['list']],
  use: { ...BROWSER },
});
