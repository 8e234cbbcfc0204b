/** Tables as people meet them: the tiles that whoever leads sets up, and the notes of one's own. */
import { expect, type Locator } from '@playwright/test';
import type { Person } from './people.ts';

export function tile({ page }: Person, name: string): Locator {
  return page.getByRole('listitem', { name, exact: true });
}

export function notesOf({ page, says }: Person, name: string): Locator {
  return page.getByRole('textbox', { name: says('tables.notesOf', { name }) });
}

export async function addsTable(person: Person, name: string): Promise<void> {
  const { page, says } = person;
  const label = page.getByLabel(says('proposals.tableName'));
  const add = page.getByRole('button', { name: says('proposals.tableAdd'), exact: true });
  // Without any table the form is open already, and its button has the same words.
  await expect(add).toBeVisible();
  if (!(await label.isVisible())) await add.click();
  await label.fill(name);
  await label.press('Enter');
  await expect(tile(person, name)).toBeVisible();
}

/** Gives a group that waits to a table. */
export async function givesCluster(person: Person, cluster: string, table: string): Promise<void> {
  const { page, says } = person;
  const waiting = page.getByRole('region', { name: says('tables.parked') });
  await waiting
    .getByRole('listitem')
    .filter({ hasText: cluster })
    .getByRole('button', { name: says('tables.give') })
    .click();
  await page.getByRole('menuitem', { name: table, exact: true }).click();
  await expect(tile(person, table)).toContainText(cluster);
}

/** Gives somebody who stands a place. */
export async function seats(person: Person, name: string, table: string): Promise<void> {
  const { page, says } = person;
  await page
    .getByRole('region', { name: says('tables.standing') })
    .getByRole('listitem')
    .filter({ hasText: name })
    .getByRole('button', { name: says('tables.giveSeat') })
    .click();
  await page.getByRole('menuitem', { name: table, exact: true }).click();
  await expect(tile(person, table).getByText(name, { exact: true })).toHaveCount(1);
}

/** Shows the tables in the place of the wall. */
export async function looksAtTables({ page, says }: Person): Promise<void> {
  await page.getByRole('button', { name: says('tables.view'), exact: true }).click();
}
