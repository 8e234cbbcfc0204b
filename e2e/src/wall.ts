/**
 * What people do on the wall and in the list, found by roles and by the words of their own
 * language. Both views have the same actions; only dragging is the wall's alone.
 */
import { expect, type Locator } from '@playwright/test';
import type { Person } from './people.ts';

/** A need or an offer, wherever it is shown. */
export function card({ page }: Person, text: string): Locator {
  return page.getByRole('article').filter({ hasText: text });
}

/** A cluster: an area of the wall, a section of the list. */
export function cluster({ page }: Person, name: string): Locator {
  return page.getByRole('region', { name }).first();
}

/** What lies in no cluster: beside the wall, or over all of it until grouping begins. */
export function tray({ page, says }: Person): Locator {
  const names = `^(${says('board.tray')}|${says('board.gathered')})$`;
  return page.getByRole('complementary', { name: new RegExp(names) });
}

/** The tray's number, once it is `n`. */
export function trayCount(person: Person, n: number): Locator {
  const digits = String(n).replace(/\B(?=(\d{3})+$)/g, '[.,\\s]?');
  return tray(person).getByText(new RegExp(`^${digits}$`));
}

/** Looks for a card as people do: where a long tray or list shows its beginning, they scroll on. */
export async function finds(person: Person, text: string): Promise<Locator> {
  const { page } = person;
  const found = card(person, text);
  const beside = tray(person);
  await expect(async () => {
    if ((await found.count()) === 0) {
      await ((await beside.isVisible()) ? beside : page.getByRole('main')).hover();
      await page.mouse.wheel(0, 1_500);
    }
    await expect(found).toHaveCount(1, { timeout: 300 });
  }).toPass({ timeout: 20_000 });
  return found;
}

/** Opens the workshop and waits until it is more than an outline. */
export async function looksAt(person: Person, workshopId: string): Promise<void> {
  await person.page.goto(`/w/${workshopId}`);
  await isOpen(person);
}

export async function isOpen({ page, says }: Person): Promise<void> {
  await expect(page.getByText(says('board.opening'))).toHaveCount(0);
  await expect(saved({ page, says } as Person)).toBeVisible();
}

/** "Salvato": everything is on the server's disk. */
export function saved({ page, says }: Person): Locator {
  return page.getByText(says('common.saved'), { exact: true }).first();
}

/** Writes needs one after another, as people do: the form stays open for the next. */
export async function writes(person: Person, ...texts: string[]): Promise<void> {
  const { page, says } = person;
  await opensTheForm(person);
  const field = page.getByLabel(says('board.needText'));
  for (const text of texts) {
    await field.fill(text);
    await page.getByRole('button', { name: says('board.add'), exact: true }).click();
    await expect(field).toHaveValue('');
  }
  await page.keyboard.press('Escape');
  await expect(field).toHaveCount(0);
}

export async function opensTheForm({ page, says }: Person): Promise<void> {
  await page
    .getByRole('button', { name: says('board.addNeed') })
    .first()
    .click();
}

/** Opens the ⋯ of a card and chooses from it. */
export async function chooses(person: Person, text: string, item: string): Promise<void> {
  const found = await finds(person, text);
  await found.getByRole('button').last().click();
  await person.page.getByRole('menuitem', { name: item }).click();
}

/** Puts a card into a cluster without dragging: by touch, by keyboard, by screen reader. */
export async function movesByMenu(person: Person, text: string, name: string): Promise<void> {
  const { page, says } = person;
  await chooses(person, text, says('board.moveTo'));
  await page.getByRole('dialog').getByRole('button', { name }).click();
}

/** Drags a card with the mouse and lets it go over a cluster. */
export async function drags(person: Person, text: string, name: string): Promise<void> {
  const { page } = person;
  const from = await middle(await finds(person, text));
  const to = await middle(cluster(person, name));
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y + 12, { steps: 3 });
  await page.mouse.move(to.x, to.y, { steps: 12 });
  await page.mouse.up();
}

export async function createsCluster(person: Person, name: string, question = ''): Promise<void> {
  const { page, says } = person;
  await page
    .getByRole('button', { name: says('board.newCluster') })
    .first()
    .click();
  await page.getByLabel(says('board.clusterName')).fill(name);
  if (question !== '') await page.getByLabel(says('board.clusterQuestion')).fill(question);
  await page.getByRole('button', { name: says('board.create') }).click();
  await expect(cluster(person, name)).toBeVisible();
}

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  await locator.scrollIntoViewIfNeeded();
  const box = await locator.boundingBox();
  if (box === null) throw new Error('it is not on screen');
  return { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 60) };
}
