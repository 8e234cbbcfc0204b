/** Which browser: CHROMIUM_PATH, else Debian's, else the one that Playwright brings. */
import { existsSync } from 'node:fs';
import type { LaunchOptions } from '@playwright/test';

const DEBIAN = '/usr/bin/chromium';

export function chromiumPath(): string | undefined {
  const own = process.env.CHROMIUM_PATH;
  if (own !== undefined && own !== '') return own;
  return existsSync(DEBIAN) ? DEBIAN : undefined;
}

const executablePath = chromiumPath();

export const LAUNCH: LaunchOptions = {
  ...(executablePath === undefined ? {} : { executablePath }),
  // Chromium's own sandbox does not start as root, which is what test machines are.
  args: ['--no-sandbox'],
};

export const BROWSER = { browserName: 'chromium' as const, launchOptions: LAUNCH };
