/** Tables: set up by whoever leads, one's own work first, notes written together, everybody called back. */
import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import type { ClusterId, TableId } from '@tavolo/model';
import type { Person } from './people.ts';
import { begins, CLUSTER, sitsDown } from './sheet.ts';
import { addsTable, notesOf, tile } from './tables.ts';
import { expect, test } from './test.ts';
import { does, joins, opens } from './workshop.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const button = ({ page }: Person, name: string): Locator =>
  page.getByRole('button', { name, exact: true });

async function faultless({ page }: Person): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

test('tables are set up: by hand, by chance, with a host and groups', async ({ arrive }) => {
  const anna = await arrive({ name: 'Anna' });
  const { workshopId, joinCode } = await opens(anna);
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'cluster', afterS: 0 });
  for (const [name, x] of [
    ['Case', 0],
    ['Cura', 800],
  ] as const) {
    const clusterId = randomUUID() as string as ClusterId;
    const more = { clusterId, themeId: null, question: '', y: 0 };
    await does(anna, workshopId, { type: 'createCluster', name, x, ...more });
  }
  const people = await Promise.all(
    ['Bruno', 'Carla'].map((name) => arrive({ name, device: 'phone' })),
  );
  for (const person of people) await joins(person, joinCode);
  const { page, says } = anna;
  await page.goto(`/w/${workshopId}`);
  await button(anna, says('tables.view')).click();
  await addsTable(anna, 'Tavolo A');
  await addsTable(anna, 'Tavolo B');
  await button(anna, says('tables.rename', { name: 'Tavolo B' })).click();
  await page.getByLabel(says('proposals.tableName')).fill('Tavolo Cura');
  await button(anna, says('common.save')).click();
  await expect(tile(anna, 'Tavolo Cura')).toBeVisible();

  const waiting = page.getByRole('region', { name: says('tables.parked') });
  const [first] = await waiting.getByRole('listitem').allTextContents();
  await waiting
    .getByRole('button', { name: says('tables.give') })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Tavolo Cura' }).click();
  await expect(waiting.getByRole('listitem')).toHaveCount(1);
  await expect(tile(anna, 'Tavolo Cura')).toContainText(/Case/.test(first ?? '') ? 'Case' : 'Cura');

  await button(anna, says('tables.spreadEvenly')).click();
  const oneEach = says('proposals.tablePeople', { count: 1 });
  for (const name of ['Tavolo A', 'Tavolo Cura']) {
    await expect(tile(anna, name)).toContainText(oneEach);
  }
  await expect(page.getByText(says('tables.standingNone'))).toBeVisible();
  const cura = tile(anna, 'Tavolo Cura');
  await cura.getByText(oneEach).click();
  const [name] = await cura.getByText(/^(Bruno|Carla)$/).allTextContents();
  await cura.getByRole('button', { name: says('tables.seatOf', { name: name ?? '' }) }).click();
  await page.getByRole('menuitem', { name: says('tables.host') }).click();
  await expect(cura).toContainText(says('tables.hostedBy', { count: 1, names: name ?? '' }));
  await faultless(anna);
});

test('one’s own table comes first: its groups, its time, and notes that it writes together', async ({
  arrive,
}) => {
  const anna = await arrive({ name: 'Anna' });
  const { workshopId, joinCode } = await opens(anna);
  const { tableId, clusterId } = await begins(anna, workshopId, 'Sostituta in giornata');
  const TABLE = 'Tavolo 2 – Cura';
  await does(anna, workshopId, { type: 'assignCluster', clusterId, tableId });
  const bruno = await arrive({ name: 'Bruno' });
  const carla = await arrive({ name: 'Carla', device: 'phone', language: 'en' });
  for (const person of [bruno, carla]) {
    await sitsDown(person, joinCode, anna, workshopId, tableId);
    await person.page.goto(`/w/${workshopId}`);
    await expect(person.page.getByRole('heading', { name: TABLE })).toBeVisible();
    await expect(person.page.getByText(CLUSTER).first()).toBeVisible();
    await expect(person.page.getByRole('link', { name: 'Sostituta in giornata' })).toBeVisible();
  }
  await notesOf(bruno, TABLE).click();
  await bruno.page.keyboard.type('Chiedere al Comune');
  await expect(notesOf(carla, TABLE)).toContainText('Chiedere al Comune');
  await expect(bruno.page.getByText(bruno.says('proposals.textSaved'))).toBeVisible();
  await faultless(bruno);
  await faultless(carla);

  // Whoever sits elsewhere reads, and does not write.
  const dario = await arrive({ name: 'Dario' });
  await joins(dario, joinCode);
  await dario.page.goto(`/w/${workshopId}`);
  await button(dario, dario.says('tables.view')).click();
  await button(dario, dario.says('tables.open')).click();
  await expect(notesOf(dario, TABLE)).toContainText('Chiedere al Comune');
  await expect(notesOf(dario, TABLE)).toHaveAttribute('aria-readonly', 'true');

  await does(anna, workshopId, { type: 'setTimer', tableId, action: 'start', seconds: 600 });
  await expect(bruno.page.getByRole('timer')).toHaveText(/^(9:5\d|10:00)$/);
  await expect(button(bruno, bruno.says('facilitation.pause'))).toHaveCount(0);

  // The wall of all is one tap away; the phase's end takes everybody back to it.
  await button(carla, carla.says('tables.toList')).click();
  await expect(notesOf(carla, TABLE)).toHaveCount(0);
  await button(carla, carla.says('tables.toYours')).click();
  await expect(notesOf(carla, TABLE)).toContainText('Chiedere al Comune');
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'plenary', afterS: 0 });
  await expect(notesOf(bruno, TABLE)).toHaveCount(0);
});

test('people choose their table where they may, and whoever leads calls everybody back', async ({
  arrive,
}) => {
  const anna = await arrive({ name: 'Anna' });
  const { workshopId, joinCode } = await opens(anna);
  await begins(anna, workshopId, 'Sostituta in giornata');
  const tableId = randomUUID() as string as TableId;
  await does(anna, workshopId, { type: 'createTable', tableId, name: 'Tavolo 3' });
  const bruno = await arrive({ name: 'Bruno', device: 'phone' });
  await joins(bruno, joinCode);
  await bruno.page.goto(`/w/${workshopId}`);
  await anna.page.goto(`/w/${workshopId}`);
  await anna.page.getByLabel(anna.says('tables.choosing')).check();
  const join = tile(bruno, 'Tavolo 3').getByRole('button', { name: bruno.says('tables.join') });
  await join.click();
  await expect(bruno.page.getByRole('heading', { name: 'Tavolo 3' })).toBeVisible();
  await expect(tile(anna, 'Tavolo 3')).toContainText(
    anna.says('proposals.tablePeople', { count: 1 }),
  );
  await button(bruno, bruno.says('tables.leave')).click();
  await expect(join).toBeVisible();

  await button(anna, anna.says('tables.callBack')).click();
  await expect(button(anna, anna.says('tables.letGo'))).toBeVisible();
  await button(anna, anna.says('tables.letGo')).click();
  await expect(button(anna, anna.says('tables.callBack'))).toBeVisible();
});
