/** A browser whose owner has blocked all cookies, as its settings page would write it down. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { LAUNCH } from './browser.ts';

const BLOCK = 2;

export async function withoutCookies(
  baseURL: string,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tavolo-strict-'));
  mkdirSync(join(folder, 'Default'));
  const profile = { default_content_setting_values: { cookies: BLOCK } };
  writeFileSync(join(folder, 'Default', 'Preferences'), JSON.stringify({ profile }));
  const context = await chromium.launchPersistentContext(folder, {
    ...LAUNCH,
    baseURL,
    locale: 'it-IT',
  });
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
