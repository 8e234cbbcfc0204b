/** No page has a fault that axe can find: in both languages, light and dark, on phone and laptop. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { Device, Person, Who } from './people.ts';
import { begins, opensSheet } from './sheet.ts';
import { expect, test } from './test.ts';
import { card, looksAt, opensTheForm } from './wall.ts';
import { does, joins, opens } from './workshop.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** On a phone the form is a window: the page behind it, heading and all, is hidden on purpose. */
const BEHIND_A_WINDOW = ['landmark-one-main', 'page-has-heading-one'];

const LOOKS: readonly { device: Device; language: 'it' | 'en'; scheme: 'light' | 'dark' }[] = [
  { device: 'phone', language: 'it', scheme: 'light' },
  { device: 'phone', language: 'en', scheme: 'dark' },
  { device: 'laptop', language: 'it', scheme: 'dark' },
  { device: 'laptop', language: 'en', scheme: 'light' },
];

for (const look of LOOKS) {
  const { device, language, scheme } = look;
  test(`home, join, board and list on a ${device}, ${language}, ${scheme}`, async ({ arrive }) => {
    const ada = await arrive({ name: 'Ada' });
    const { workshopId, joinCode } = await opens(ada);
    await does(ada, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
    await fills(ada, workshopId);
    const who: Who = { name: 'Rosa', ...look };
    const guest = await arrive(who);
    const { page, says } = guest;

    await page.goto('/');
    await expect(page.getByText(says('home.claim')).first()).toBeVisible();
    await faultless(page);
    await page.goto(`/j/${joinCode}`);
    await faultless(page);

    await joins(guest, joinCode);
    await looksAt(guest, workshopId);
    await expect(card(guest, 'Mi servirebbe')).toBeVisible();
    await faultless(page);
    await opensTheForm(guest);
    await faultless(page, BEHIND_A_WINDOW);
    await page.keyboard.press('Escape');
    if (device === 'laptop') {
      await page.getByText(says('common.list'), { exact: true }).first().click();
      await expect(card(guest, 'Mi servirebbe')).toBeVisible();
      await faultless(page);
    }
  });
}

test('the facilitator’s page has no fault either, with its menus and its people', async ({
  arrive,
}) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId } = await opens(ada);
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  await fills(ada, workshopId);
  await looksAt(ada, workshopId);
  await faultless(ada.page);
  await ada.page.getByRole('button', { name: ada.says('phases.change') }).click();
  await faultless(ada.page);
  await ada.page.keyboard.press('Escape');
  await ada.page
    .getByRole('button', { name: ada.says('common.peopleAndWorkshop') })
    .or(ada.page.getByRole('button', { name: ada.says('common.people') }))
    .first()
    .click();
  await expect(ada.page.getByText(ada.says('common.roster')).first()).toBeVisible();
  await faultless(ada.page);
});

async function fills(ada: Person, workshopId: string): Promise<void> {
  const clusterId = crypto.randomUUID() as never;
  const cardId = crypto.randomUUID() as never;
  await does(ada, workshopId, {
    type: 'createCluster',
    clusterId,
    themeId: null,
    name: 'Turni e orari',
    question: 'Come potremmo dare respiro a chi cura?',
    x: 0,
    y: 0,
  });
  for (const id of [cardId, crypto.randomUUID() as never]) {
    await does(ada, workshopId, {
      type: 'writeCard',
      cardId: id,
      kind: 'need',
      text: id === cardId ? 'Mi servirebbe un cambio turno' : 'Un altro bisogno',
      language: 'it',
      themeId: null,
      signed: false,
      writtenIn: 'listen',
    });
  }
  await does(ada, workshopId, { type: 'placeCard', cardId, clusterId, after: null });
}

async function faultless(page: Page, leftOut: string[] = []): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(RULES)
    .disableRules(leftOut)
    .analyze();
  const told = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  );
  expect(told).toEqual([]);
}

for (const device of ['phone', 'laptop'] as const) {
  test(`proposals and a sheet on a ${device}, to write and to read`, async ({ arrive }) => {
    const ada = await arrive({ name: 'Ada', device });
    const { workshopId, joinCode } = await opens(ada);
    const { proposalId } = await begins(ada, workshopId, 'Sostituta in giornata');
    await opensSheet(ada, workshopId, proposalId);
    await ada.page.getByRole('button', { name: ada.says('proposals.addCost') }).click();
    await faultless(ada.page);
    const rosa = await arrive({ name: 'Rosa', device });
    await joins(rosa, joinCode);
    await opensSheet(rosa, workshopId, proposalId);
    await faultless(rosa.page);
    await rosa.page.goto(`/w/${workshopId}/proposals`);
    await expect(rosa.page.getByRole('heading', { level: 2 })).toBeVisible();
    await faultless(rosa.page);
  });
}
