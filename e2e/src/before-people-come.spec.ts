/** What a facilitator prepares, seats and calls, and what the others read of it. */
import { randomUUID } from 'node:crypto';
import type { ClusterId, SeatId, TableId } from '@tavolo/model';
import { expect, test } from './test.ts';
import { does, joins, opens } from './workshop.ts';

test('the list leads to what is missing, and everybody reads what was written there', async ({
  arrive,
}) => {
  const anna = await arrive({ name: 'Anna' });
  const { workshopId, joinCode } = await opens(anna);
  const luca = await arrive({ name: 'Luca', device: 'phone', language: 'en' });
  await joins(luca, joinCode);
  for (const person of [anna, luca]) await person.page.goto(`/w/${workshopId}`);
  const { page, says } = anna;
  const list = page.getByRole('region', { name: says('preparing.title') });
  const line = (key: 'challenge' | 'themes' | 'plan' | 'code', is: 'todo' | 'done') =>
    list.getByRole('button', { name: `${says(`preparing.${is}`)}: ${says(`preparing.${key}`)}` });
  await expect(line('themes', 'done')).toBeVisible();
  await expect(line('plan', 'todo')).toBeVisible();
  await expect(line('code', 'done')).toBeVisible();

  await line('challenge', 'todo').click();
  const heading = page.getByRole('heading', { name: says('preparing.about') });
  await expect(heading).toBeFocused();
  await page.getByRole('button', { name: says('preparing.edit') }).click();
  const panel = page.getByRole('dialog', { name: says('common.peopleAndWorkshop') });
  await panel.getByLabel(says('home.titleLabel')).fill('Prendersi cura, insieme');
  await panel.getByLabel(says('home.challengeLabel')).fill('Chi aiuta chi aiuta?');
  await panel.getByRole('button', { name: says('common.save') }).click();
  await expect(line('challenge', 'done')).toContainText('Chi aiuta chi aiuta?');
  await expect(luca.page.getByText('Chi aiuta chi aiuta?')).toBeVisible();
  await expect(luca.page.getByRole('heading', { level: 1 })).toHaveText('Prendersi cura, insieme');
  const file = await anna.context.request.get(`/api/workshops/${workshopId}/export.json`);
  expect(await file.json()).toMatchObject({
    workshop: { title: 'Prendersi cura, insieme', challenge: 'Chi aiuta chi aiuta?' },
  });
  // Nobody else has the list, and it is gone once the workshop has begun.
  await expect(luca.page.getByText(luca.says('preparing.title'))).toHaveCount(0);
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  await expect(list).toHaveCount(0);
});

test('a co-facilitator seats people at their table and calls everybody to it', async ({
  arrive,
}) => {
  const anna = await arrive({ name: 'Anna' });
  const { workshopId, joinCode } = await opens(anna);
  const sits = async (name: string, device: 'laptop' | 'phone') => {
    const person = await arrive({ name, device });
    const joined = await person.context.request.post('/api/join', {
      data: { code: joinCode, name, language: 'it' },
    });
    return { person, seatId: ((await joined.json()) as { seatId: SeatId }).seatId };
  };
  const bea = await sits('Bea', 'laptop');
  const luca = await sits('Luca', 'phone');
  const [tableId, clusterId] = [randomUUID() as TableId, randomUUID() as ClusterId];
  await does(anna, workshopId, { type: 'createTable', tableId, name: 'Cura' });
  await does(anna, workshopId, { type: 'setRole', seatId: bea.seatId, role: 'co-facilitator' });
  await does(anna, workshopId, { type: 'assignTable', seatId: bea.seatId, tableId });
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'cluster', afterS: 0 });
  const place = { themeId: null, question: '', x: 0, y: 0 };
  await does(anna, workshopId, { type: 'createCluster', clusterId, name: 'Di notte', ...place });
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'tables', afterS: 0 });
  for (const { person } of [bea, luca]) await person.page.goto(`/w/${workshopId}`);

  const { page, says } = bea.person;
  await expect(page.getByText(says('phases.tables.host')).first()).toBeVisible();
  await page.getByRole('button', { name: says('tables.all') }).click();
  await page.getByRole('button', { name: says('tables.giveSeat') }).click();
  await page.getByRole('menuitem', { name: 'Cura' }).click();
  // Whoever is given a place is shown it.
  await expect(
    luca.person.page.getByText(says('tables.ledBy', { count: 1, names: 'Bea' })),
  ).toBeVisible();
  await page.getByRole('button', { name: says('tables.callBack') }).click();
  await expect(
    luca.person.page.getByText(says('care.calledAll', { what: says('care.theWall') })).first(),
  ).toBeVisible();

  // The time of the table is said to its people, on the page where they write, and a hand goes up there.
  const proposalId = randomUUID() as never;
  const about = { proposalId, tableId, clusterIds: [clusterId], title: 'Sportello' };
  await does(anna, workshopId, { type: 'createProposal', ...about });
  await luca.person.page.goto(`/w/${workshopId}/proposals/${about.proposalId}`);
  await luca.person.page.getByRole('button', { name: says('care.hand') }).click();
  const start = { type: 'setTimer', action: 'start', seconds: 300 } as const;
  await does(bea.person, workshopId, { ...start, tableId });
  await expect(
    luca.person.page.getByText(says('tables.timerStarted', { count: 5 })),
  ).toBeAttached();
});
