/** The way in, as a guest takes it: the code, a name, the wall. */
import { expect } from '@playwright/test';
import { shownCode } from './codes.ts';
import type { Person } from './people.ts';
import { isOpen } from './wall.ts';

export async function entersWithTheCode(person: Person, code: string): Promise<void> {
  const { page, says, name } = person;
  await page.goto(`/j/${shownCode(code)}`);
  await page.getByLabel(says('join.name')).fill(name);
  await page.getByRole('button', { name: says('join.enter') }).click();
  await expect(page).toHaveURL(/\/w\//);
  await isOpen(person);
}
