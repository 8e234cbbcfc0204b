/**
 * A workshop from the first click to the grouped wall: three people, a phone among them, a
 * server that is killed in the middle, and somebody whose network goes away for a while.
 */
import { entersWithTheCode } from './enter.ts';
import { GROUPS, NEEDS } from './notes.ts';
import type { Person } from './people.ts';
import { announces, isIn } from './phase.ts';
import { expect, test } from './test.ts';
import {
  cluster,
  createsCluster,
  drags,
  finds,
  isOpen,
  movesByMenu,
  saved,
  trayCount,
  writes,
} from './wall.ts';

const [first, second] = GROUPS;
if (first === undefined || second === undefined) throw new Error('the fixture has no groups');

test('people gather their needs and put them together, and nothing is ever lost', async ({
  arrive,
  tavolo,
}) => {
  test.setTimeout(240_000);
  const ada = await arrive({ name: 'Ada' });
  const code = await createsAWorkshop(ada, 'Cura e quartiere');
  const rosa = await arrive({ name: 'Rosa', device: 'phone' });
  const piero = await arrive({ name: 'Piero', language: 'en' });
  for (const guest of [rosa, piero]) await entersWithTheCode(guest, code);
  const everybody = [ada, rosa, piero];

  await test.step('the facilitator opens the gathering, and both write', async () => {
    await announces(ada, 'listen');
    for (const person of everybody) await isIn(person, 'listen');
    await writes(rosa, ...NEEDS.slice(0, 30));
    await writes(piero, ...NEEDS.slice(30));
    await trayCount(ada, NEEDS.length).waitFor();
    for (const guest of [rosa, piero]) await expect(saved(guest)).toBeVisible();
  });

  await test.step('they put needs together: dragged on the laptop, tapped on the phone', async () => {
    await announces(ada, 'cluster');
    for (const person of everybody) await isIn(person, 'cluster');
    await createsCluster(ada, first.name, first.question);
    await createsCluster(ada, second.name, second.question);
    await drags(ada, first.needs[0] ?? '', first.name);
    await expect(cluster(ada, first.name)).toContainText(first.needs[0] ?? '');
    await expect(cluster(piero, first.name)).toContainText(first.needs[0] ?? '');
    await movesByMenu(piero, first.needs[1] ?? '', first.name);
    await movesByMenu(rosa, second.needs[0] ?? '', second.name);
    for (const person of everybody) {
      await expect(cluster(person, first.name)).toContainText(first.needs[1] ?? '');
      await expect(cluster(person, second.name)).toContainText(second.needs[0] ?? '');
      await expect(saved(person)).toBeVisible();
    }
  });

  await test.step('the server dies without a word and comes back: everything is still there', async () => {
    await tavolo.kill();
    await expect(
      ada.page
        .getByText(ada.says('board.offlineBold'))
        .or(ada.page.getByText(/Offline/))
        .first(),
    ).toBeVisible({ timeout: 20_000 });
    await tavolo.start();
    for (const person of everybody) {
      await expect(saved(person)).toBeVisible({ timeout: 30_000 });
      await seesItAll(person);
    }
    // And for somebody who opens the page anew.
    await piero.page.reload();
    await isOpen(piero);
    await seesItAll(piero);
    await trayCount(ada, NEEDS.length - 3).waitFor();
  });

  await test.step('somebody works without a network for a while, and is merged in', async () => {
    await piero.context.setOffline(true);
    await movesByMenu(piero, second.needs[1] ?? '', second.name);
    await expect(cluster(piero, second.name)).toContainText(second.needs[1] ?? '');
    await drags(ada, first.needs[2] ?? '', first.name);
    await expect(cluster(ada, first.name)).toContainText(first.needs[2] ?? '');
    await expect(cluster(ada, second.name)).not.toContainText(second.needs[1] ?? '');
    await piero.context.setOffline(false);
    for (const person of everybody) {
      await expect(cluster(person, second.name)).toContainText(second.needs[1] ?? '', {
        timeout: 30_000,
      });
      await expect(cluster(person, first.name)).toContainText(first.needs[2] ?? '');
    }
    await expect(saved(piero)).toBeVisible();
  });
});

async function createsAWorkshop({ page, says }: Person, title: string): Promise<string> {
  await page.goto('/');
  await page
    .getByRole('link', { name: says('home.create') })
    .or(page.getByRole('button', { name: says('home.create') }))
    .first()
    .click();
  await page.getByLabel(says('home.titleLabel')).fill(title);
  await page.getByRole('button', { name: says('home.createDo') }).click();
  await expect(page.getByText(says('home.createdTitle'))).toBeVisible();
  const text = await page
    .getByText(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
    .first()
    .textContent();
  await page
    .getByRole('link', { name: says('home.openWall') })
    .or(page.getByRole('button', { name: says('home.openWall') }))
    .first()
    .click();
  await expect(page).toHaveURL(/\/w\//);
  return text ?? '';
}

async function seesItAll(person: Person): Promise<void> {
  await expect(cluster(person, first?.name ?? '')).toContainText(first?.needs[0] ?? '');
  await expect(cluster(person, first?.name ?? '')).toContainText(first?.needs[1] ?? '');
  await expect(cluster(person, second?.name ?? '')).toContainText(second?.needs[0] ?? '');
  await finds(person, NEEDS[59] ?? '');
}
