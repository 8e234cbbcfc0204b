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
    const choice = panel.getByRole('button', { name: says('common.roleOf', { name }) });
    await choice.click();
    await page.getByRole('menuitem', { name: says(`common.role.${role}`), exact: true }).click();
    if (role === 'facilitator' || role === 'co-facilitator') {
      await page.getByRole('button', { name: says('common.roleGive') }).click();
    }
    await expect(choice).toContainText(says(`common.role.${role}`));
  }
  await panel.getByRole('button', { name: says('common.close'), exact: true }).click();
  await expect(panel).toHaveCount(0);
}
