/** Joining is for everybody: an old phone, a strict browser, a bad line. */
import { gzipSync } from 'node:zlib';
import { shownCode } from './codes.ts';
import { withoutCookies } from './strict-browser.ts';
import { expect, test } from './test.ts';
import { opens } from './workshop.ts';

test('somebody joins with JavaScript off, and mends a wrong code without typing again', async ({
  arrive,
}) => {
  const facilitator = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(facilitator, { title: 'Cura e quartiere' });
  const guest = await arrive({ name: 'Rosa', device: 'phone', javaScript: false });
  const { page, says } = guest;

  await page.goto('/j/');
  await page.getByLabel(says('join.code')).fill(joinCode.replace('-', '').slice(0, 7));
  await page.getByLabel(says('join.name')).fill('Rosa');
  await page.getByRole('button', { name: says('join.enter') }).click();
  await expect(page.getByText(says('join.code-short', { count: 1 }))).toBeVisible();
  await expect(page.getByLabel(says('join.name'))).toHaveValue('Rosa');

  await page.getByLabel(says('join.code')).fill('2222-2222');
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: says('join.enter') }).click();
  expect((await answer).status()).toBe(404);
  await expect(page.getByText(says('join.code-unknown'))).toBeVisible();
  await expect(page.getByLabel(says('join.code'))).toHaveValue('2222-2222');
  await expect(page.getByLabel(says('join.name'))).toHaveValue('Rosa');

  // As people copy it from a wall: small letters and a space.
  await page
    .getByLabel(says('join.code'))
    .fill(shownCode(joinCode).toLowerCase().replace('-', ' '));
  await page.getByRole('button', { name: says('join.enter') }).click();
  await expect(page).toHaveURL(new RegExp(`/w/${workshopId}$`));

  const seat = await guest.context.request.get(`/api/workshops/${workshopId}`);
  expect(seat.status()).toBe(200);
  expect((await seat.json()).seat).toMatchObject({ name: 'Rosa', role: 'participant' });
});

test('the join page weighs at most 15 kB in all and fits on one phone screen', async ({
  arrive,
}) => {
  const facilitator = await arrive({ name: 'Ada' });
  const { joinCode } = await opens(facilitator);
  const { page, says } = await arrive({ name: 'Rosa', device: 'phone', javaScript: false });
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (response.status() === 200) bodies.push(response.body());
  });
  await page.goto(`/j/${joinCode}`, { waitUntil: 'networkidle' });
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(15_000);

  await expect(page.getByLabel(says('join.code'))).toHaveValue(shownCode(joinCode));
  const enter = await page.getByRole('button', { name: says('join.enter') }).boundingBox();
  expect((enter?.y ?? 844) + (enter?.height ?? 0)).toBeLessThanOrEqual(844);
  expect(enter?.height).toBeGreaterThanOrEqual(44);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
});

test('the language is chosen before anything else, and stays', async ({ arrive }) => {
  const facilitator = await arrive({ name: 'Ada' });
  const { joinCode } = await opens(facilitator);
  const { page, says } = await arrive({ name: 'Rosa', device: 'phone', javaScript: false });
  await page.goto(`/j/${joinCode}`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'it');
  const [first] = await page.getByRole('link').all();
  await page.getByRole('link', { name: 'English' }).click();
  expect(first).toBeDefined();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByLabel(says('join.code'))).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Join' })).toBeVisible();
});

test('a browser without cookies is told so instead of being sent around', async ({
  arrive,
  tavolo,
}) => {
  const facilitator = await arrive({ name: 'Ada' });
  const { joinCode } = await opens(facilitator);
  await withoutCookies(tavolo.url, async (page) => {
    await page.goto(`/j/${joinCode}`);
    await page.getByRole('button', { name: facilitator.says('join.enter') }).click();
    await expect(page.getByText(facilitator.says('join.cookies-title'))).toBeVisible();
  });
});
