/** What people see of a workshop whose log was damaged, and how the operator brings it back. */
import { damages, operates } from './operator.ts';
import { expect, test } from './test.ts';
import { card, looksAt, saved, writes } from './wall.ts';
import { does, opens } from './workshop.ts';

test('a damaged workshop says so in one’s own language, and opens again once it was recovered', async ({
  arrive,
  tavolo,
}) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId } = await opens(ada);
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  await looksAt(ada, workshopId);
  await writes(ada, 'Prima del danno');
  await expect(saved(ada)).toBeVisible();
  await writes(ada, 'Danneggiato dal disco');
  await expect(saved(ada)).toBeVisible();

  await tavolo.stop();
  damages(tavolo, 'Danneggiato dal disco');
  await tavolo.start();
  const told = ada.page.getByRole('heading', { name: ada.says('board.damagedTitle') });
  // The open page finds out by itself, and so does one that is opened anew.
  await expect(told).toBeVisible({ timeout: 30_000 });
  await ada.page.reload();
  await expect(told).toBeVisible();
  await expect(ada.page.getByText(ada.says('refusals.damaged'))).toBeVisible();
  await expect(ada.page.getByText('Parole di nessuno')).toHaveCount(0);

  await tavolo.stop();
  operates(tavolo, 'recover', workshopId, '--to', 'last-good');
  operates(tavolo, 'check');
  await tavolo.start();
  await ada.page.getByRole('button', { name: ada.says('board.retry') }).click();
  await expect(card(ada, 'Prima del danno')).toBeVisible();
  await expect(card(ada, 'Danneggiato dal disco')).toHaveCount(0);
  await writes(ada, 'Si va avanti');
  await expect(saved(ada)).toBeVisible();
});
