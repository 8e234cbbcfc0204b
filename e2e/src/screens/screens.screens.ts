/**
 * The pictures of docs/screens: home, join, board and list, at three widths and in two
 * languages, from a fresh demonstration with people in it.
 */
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { InterfaceLanguage } from '@tavolo/i18n';
import { arrives, type Device, type Person } from '../people.ts';
import { startTavolo, type Tavolo } from '../server.ts';
import { expect, test } from '../test.ts';
import { looksAt } from '../wall.ts';
import { joins } from '../workshop.ts';

const FOLDER = fileURLToPath(new URL('../../../docs/screens/', import.meta.url));
const WIDTHS: Record<Device, number> = { phone: 390, laptop: 1366, projector: 1920 };
const LANGUAGES: readonly InterfaceLanguage[] = ['it', 'en'];
const GUESTS = ['Rosa', 'Piero', 'Samira', 'Ginepro'];

test('pictures of a fresh demonstration', async ({ browser }) => {
  mkdirSync(FOLDER, { recursive: true });
  const tavolo = await startTavolo();
  const guests: Person[] = [];
  try {
    const code = await demonstrationCode(tavolo);
    for (const name of GUESTS) {
      const guest = await arrives(browser, tavolo.url, { name });
      guests.push(guest);
      await looksAt(guest, await joins(guest, code));
    }
    await pointsAt(guests[0], 620, 420);
    await pointsAt(guests[1], 980, 300);
    for (const language of LANGUAGES) {
      for (const device of Object.keys(WIDTHS) as Device[]) {
        const viewer = await arrives(browser, tavolo.url, { name: 'Ada', device, language });
        await takes(viewer, code);
        await viewer.leaves();
      }
    }
  } finally {
    for (const guest of guests) await guest.leaves();
    await tavolo.close();
  }
});

async function takes(viewer: Person, code: string): Promise<void> {
  const { page, says, device } = viewer;
  await page.goto('/');
  await expect(page.getByText(says('home.claim')).first()).toBeVisible();
  await picture(viewer, 'home');
  await page.goto(`/j/${code}`);
  await picture(viewer, 'join');

  const workshopId = await joins(viewer, code);
  await looksAt(viewer, workshopId);
  // Read and put away, as everybody does.
  await page.getByRole('button', { name: says('phases.understood') }).click();
  await shows(viewer, 'wall');
  await expect(page.getByRole('article').first()).toBeVisible();
  await picture(viewer, 'board');
  await shows(viewer, 'list');
  await expect(page.getByRole('article').first()).toBeVisible();
  // A phone has the list alone, so this picture is of its middle.
  if (device === 'phone') await page.getByRole('article').nth(6).scrollIntoViewIfNeeded();
  await picture(viewer, 'list');
}

/** Switches the view where there is a switch; below 960 px there is only the list. */
async function shows({ page, says }: Person, view: 'wall' | 'list'): Promise<void> {
  const choice = page.getByText(says(`common.${view}`), { exact: true }).first();
  if (await choice.isVisible()) await choice.click();
}

async function picture({ page, device, language }: Person, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  // Two frames, so that what has just been scrolled to is drawn.
  await page.evaluate(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))',
  );
  await page.screenshot({
    path: `${FOLDER}${name}-${WIDTHS[device]}-${language}.png`,
    animations: 'disabled',
    caret: 'hide',
    scale: 'css',
  });
}

async function pointsAt(person: Person | undefined, x: number, y: number): Promise<void> {
  await person?.page.mouse.move(x, y);
}

async function demonstrationCode(tavolo: Tavolo): Promise<string> {
  const response = await fetch(`${tavolo.url}/api/demonstration`);
  const { joinCode } = (await response.json()) as { joinCode: string };
  return joinCode;
}
