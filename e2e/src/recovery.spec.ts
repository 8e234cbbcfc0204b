/** The owner's way back: a link that works once, on any device, and gives the next one. */
import { expect, test } from './test.ts';
import { looksAt } from './wall.ts';
import { opens } from './workshop.ts';

test('the owner comes back on another device with the link, and the used link is worth nothing', async ({
  arrive,
}) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, ownerRecoveryUrl } = await opens(ada, { title: 'Cura e quartiere' });
  const onPhone = await arrive({ name: 'Ada', device: 'phone' });
  const { page, says } = onPhone;

  // Looking at the link, as a message's preview does, does not use it up.
  await page.goto(ownerRecoveryUrl);
  await page.reload();
  await page.getByRole('button', { name: says('server.recovery-button') }).click();
  await expect(page.getByText(says('server.recovered-title'))).toBeVisible();
  const next = await page.getByRole('textbox').inputValue();
  expect(next).toContain('/r/');
  expect(next).not.toBe(ownerRecoveryUrl);

  await looksAt(onPhone, workshopId);
  const seat = await onPhone.context.request.get(`/api/workshops/${workshopId}`);
  expect((await seat.json()).seat).toMatchObject({ role: 'facilitator', name: 'Ada' });

  const thief = await arrive({ name: 'Ugo' });
  await thief.page.goto(ownerRecoveryUrl);
  const button = thief.page.getByRole('button', { name: thief.says('server.recovery-button') });
  if (await button.isVisible()) await button.click();
  await expect(thief.page.getByText(thief.says('server.used-title'))).toBeVisible();
  expect((await thief.context.request.get(`/api/workshops/${workshopId}`)).status()).toBe(401);

  await thief.page.goto(next);
  await expect(button).toBeVisible();

  // Whoever has lost the link makes a new one from the workshop itself.
  await page.getByRole('button', { name: says('common.peopleAndWorkshop') }).click();
  await page.getByRole('button', { name: says('common.recoveryDo') }).click();
  await expect(page.getByText(/\/r\/[\w-]{40,}/)).toBeVisible();
  await button.click();
  await expect(thief.page.getByText(thief.says('server.used-title'))).toBeVisible();
});
