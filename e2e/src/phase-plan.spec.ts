/** What a workshop starts from, and the plan that it follows as long as whoever leads wants it to. */
import { LIMITS } from '@tavolo/model';
import { expect, test } from './test.ts';
import { does, joins, opens } from './workshop.ts';

test('a template is looked at before it is chosen, and becomes the plan', async ({ arrive }) => {
  const anna = await arrive({ name: 'Anna' });
  const { page, says } = anna;
  await page.goto('/#create');
  await page.getByRole('radio', { name: says('templates.neighbourhood-evening.name') }).check();
  const preview = page.getByRole('listitem').filter({ hasText: says('phases.cluster') });
  await expect(preview).toContainText(says('templates.minutes', { count: 20 }));
  await expect(
    page.getByText(says('templates.people', { from: 10, to: 40, size: 6 })),
  ).toBeVisible();
});

test('“next” passes over what the plan leaves out, and the room reads its own line', async ({
  arrive,
}) => {
  const anna = await arrive({ name: 'Anna' });
  const { workshopId, joinCode } = await opens(anna);
  const luca = await arrive({ name: 'Luca', device: 'phone' });
  await joins(luca, joinCode);
  for (const person of [anna, luca]) await person.page.goto(`/w/${workshopId}`);
  const { page, says } = anna;

  await page.getByRole('button', { name: says('phases.change') }).click();
  await page.getByRole('menuitem', { name: says('phases.planOpen') }).click();
  const sheet = page.getByRole('dialog', { name: says('phases.planTitle') });
  await sheet
    .getByRole('checkbox', { name: says('phases.planUse', { name: says('phases.listen') }) })
    .uncheck();
  const write = sheet.getByRole('listitem').filter({ hasText: says('phases.write') });
  await write.getByLabel(says('phases.planMinutes')).fill('sette');
  await sheet.getByRole('button', { name: says('phases.planSave') }).click();
  const wrong = says('phases.planMinutesWrong', { limit: LIMITS.phaseMinutes });
  await expect(sheet.getByText(wrong).first()).toBeVisible();
  await write.getByLabel(says('phases.planMinutes')).fill('7');
  await write.getByLabel(says('phases.planInstruction')).fill('Tre bisogni, uno per carta.');
  await sheet.getByRole('button', { name: says('phases.planSave') }).click();
  await expect(sheet).toHaveCount(0);

  const name = says('phases.write.short');
  await page.getByRole('button', { name: says('phases.next', { name }) }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(says('templates.minutes', { count: 7 }));
  await dialog.getByRole('button', { name: says('common.cancel') }).click();
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'write', afterS: 0 });
  await expect(luca.page.getByText('Tre bisogni, uno per carta.').first()).toBeVisible();
  // Whoever leads keeps the line that is for leading.
  await expect(page.getByText(says('phases.write.lead')).first()).toBeVisible();
  await page.getByRole('button', { name: says('facilitation.startTimer') }).click();
  await page.getByRole('menuitem', { name: says('facilitation.minutes', { count: 7 }) }).click();
  await expect(luca.page.getByRole('timer')).toHaveText(/^(6:5\d|7:00)$/);
});

test('going back keeps everything and marks what was there', async ({ arrive }) => {
  const anna = await arrive({ name: 'Anna' });
  const { workshopId } = await opens(anna);
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  await does(anna, workshopId, {
    type: 'writeCard',
    cardId: crypto.randomUUID() as never,
    kind: 'need',
    text: 'Un posto caldo dove studiare',
    language: 'it',
    themeId: null,
    signed: false,
    writtenIn: 'listen',
  });
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'cluster', afterS: 0 });
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  await anna.page.goto(`/w/${workshopId}`);
  const card = anna.page.getByRole('article').filter({ hasText: 'Un posto caldo' });
  await expect(card).toContainText(anna.says('phases.earlierRound'));
});
