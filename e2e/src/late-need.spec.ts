/** A need written without a network while the phase moved on is not lost: it waits, and is let in. */
import { expect, test } from './test.ts';
import { card, looksAt, saved, writes } from './wall.ts';
import { does, joins, opens } from './workshop.ts';

const LATE = 'Scritto in treno: mi servirebbe un accompagnamento il giovedì';

test('whoever leads sees that something waits, and puts it on the wall', async ({ arrive }) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(ada);
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  const rosa = await arrive({ name: 'Rosa', device: 'phone' });
  await joins(rosa, joinCode);
  await looksAt(rosa, workshopId);
  await looksAt(ada, workshopId);

  await rosa.context.setOffline(true);
  await writes(rosa, LATE);
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'cluster', afterS: 0 });
  await rosa.context.setOffline(false);
  await expect(card(rosa, LATE)).toContainText(rosa.says('board.late'), { timeout: 30_000 });

  const { page, says } = ada;
  await expect(page.getByText(says('board.heldNow', { count: 1 }))).toBeVisible();
  await expect(card(ada, LATE)).toHaveCount(0);
  await page.getByText(says('common.list'), { exact: true }).click();
  await page.getByRole('button', { name: new RegExp(`^${says('board.heldList')}`) }).click();
  await card(ada, LATE)
    .getByRole('button', { name: says('board.approve') })
    .click();
  await expect(saved(ada)).toBeVisible();
  await page.getByText(says('common.wall'), { exact: true }).click();
  await expect(card(ada, LATE)).toBeVisible();
  await expect(card(rosa, LATE)).not.toContainText(rosa.says('board.late'));
  await expect(page.getByText(says('board.heldNow', { count: 1 }))).toHaveCount(0);
});
