/** One person, two tabs: the same seat, the same truth, nobody counted twice. */
import { expect, test } from './test.ts';
import { card, cluster, createsCluster, looksAt, movesByMenu, saved, writes } from './wall.ts';
import { does, opens } from './workshop.ts';

test('what one tab does is in the other, and undo takes back only the own last action', async ({
  arrive,
}) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId } = await opens(ada);
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'cluster', afterS: 0 });
  const page = await ada.context.newPage();
  const other = { ...ada, page };
  await looksAt(ada, workshopId);
  await looksAt(other, workshopId);

  await writes(ada, 'Una voce');
  await expect(card(other, 'Una voce')).toBeVisible();
  await createsCluster(other, 'Turni e orari');
  await expect(cluster(ada, 'Turni e orari')).toBeVisible();
  await movesByMenu(other, 'Una voce', 'Turni e orari');
  await expect(cluster(ada, 'Turni e orari')).toContainText('Una voce');
  await expect(saved(other)).toBeVisible();

  await page.keyboard.press('Control+z');
  await expect(cluster(ada, 'Turni e orari')).not.toContainText('Una voce');
  await expect(card(ada, 'Una voce')).toBeVisible();

  // The tab that is left goes on, and the seat is still this browser's.
  await page.close();
  await writes(ada, 'Una seconda voce');
  await expect(saved(ada)).toBeVisible();
  const answer = await ada.context.request.get(`/api/workshops/${workshopId}/cards`);
  expect(JSON.stringify(await answer.json())).toContain('Una seconda voce');
});
