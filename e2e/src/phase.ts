/** Moving a workshop on, as the facilitator does it on the screen. */
import { expect } from '@playwright/test';
import type { Phase } from '@tavolo/model';
import type { Person } from './people.ts';

/** Confirms the move, and does not wait for the ten seconds in which it could be cancelled. */
export async function announces({ page, says }: Person, phase: Phase): Promise<void> {
  await page.getByRole('button', { name: says('phases.change') }).click();
  await page.getByRole('menuitem', { name: says(`phases.${phase}`) }).click();
  const name = says(`phases.${phase}`);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: says('phases.next', { name }) })
    .click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** Waits for the instruction that everybody reads once the phase is there. */
export async function isIn({ page, says }: Person, phase: Phase): Promise<void> {
  const instruction = page
    .getByText(says(`phases.${phase}.line`))
    .or(page.getByText(says(`phases.${phase}.lead`)))
    .or(page.getByText(says(`phases.${phase}.host`)))
    .or(page.getByText(says(`phases.${phase}.observe`)));
  await expect(instruction.first()).toBeVisible({ timeout: 20_000 });
}
