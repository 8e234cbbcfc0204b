/**
 * One picture: small for the documents, or as it is for whoever looks closely. Chromium writes WebP
 * itself, through its own protocol; `SCREENS_PNG=1` writes PNG at full size instead.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Page } from '@playwright/test';

const whole = process.env.SCREENS_PNG === '1';
const wanted = process.env.SCREENS_TO;
export const FOLDER = new URL(
  wanted === undefined ? '../../../docs/screens/' : `${pathToFileURL(wanted).href}/`,
  import.meta.url,
);
export const KIND = whole ? 'png' : 'webp';
/** Letters stay clean, and a wall of slips stays below 150 kB. */
const QUALITY = 78;

/** What is brought later has come: nothing was asked of the server for half a second. */
export const settles = (page: Page): Promise<void> => page.waitForLoadState('networkidle');

/** A clip counts from the page's beginning, not from what is seen of it. */
const seen = (page: Page): Promise<{ x: number; y: number }> =>
  page.evaluate(() => ({ x: window.scrollX, y: window.scrollY }));

/** `width` is the picture's, where the screen is larger than a document needs it. */
export async function pictures(page: Page, name: string, width?: number): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  // What has a state of arriving has arrived; two frames, so that it is drawn.
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  );
  const viewport = page.viewportSize();
  if (viewport === null) throw new Error('a page without a size');
  const scale = width === undefined || whole ? 1 : width / viewport.width;
  const protocol = await page.context().newCDPSession(page);
  const shot = await protocol.send('Page.captureScreenshot', {
    format: KIND,
    ...(whole ? {} : { quality: QUALITY }),
    clip: { ...(await seen(page)), ...viewport, scale },
  });
  await protocol.detach();
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(
    fileURLToPath(new URL(`${name}.${KIND}`, FOLDER)),
    Buffer.from(shot.data, 'base64'),
  );
}
