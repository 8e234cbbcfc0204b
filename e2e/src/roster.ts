/** Who has a seat, in the panel of whoever leads, and which role. */
import { expect } from '@playwright/test';
import type { Role } from '@tavolo/model';
import type { Person } from './people.ts';

/** One after another, in one visit to the panel. */
export async function givesRoles(
  { page, says }: Person,
  roles: readonly (readonly [name: string, role: Role])[],
): Promise<void> {
  await page.getByRole('button', { name: says('common.people'), exact: true }).click();
  const panel = page.getByRole('dialog', { name: says('common.peopleAndWorkshop') });
  for (const [name, role] of roles) {
    const choice = panel.getByRole('combobox', { name: says('common.roleOf', { name }) });
    await choice.selectOption({ label: says(`common.role.${role}`) });
    await expect(choice).toHaveValue(role);
  }
  await panel.getByRole('button', { name: says('common.close'), exact: true }).click();
  await expect(panel).toHaveCount(0);
}
