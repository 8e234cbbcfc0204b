/** A vote as people meet it: the round, one's own paper, what came out. */
import { expect, type Locator } from '@playwright/test';
import type { Person } from './people.ts';

/** From the wall or the list; whoever is there already stays. */
export async function goesToTheVote({ page, says }: Person): Promise<void> {
  const title = page.getByRole('heading', { name: says('votes.question') });
  const way = page
    .getByRole('button', { name: says('votes.view'), exact: true })
    .or(page.getByRole('button', { name: says('votes.toVote'), exact: true }));
  await expect(title.or(way).first()).toBeVisible();
  if (!(await title.isVisible())) await way.first().click();
  await expect(title).toBeVisible();
}

export async function opensTheVote({ page, says }: Person): Promise<void> {
  await page.getByRole('button', { name: says('votes.start'), exact: true }).click();
}

export async function closesTheVote({ page, says }: Person): Promise<void> {
  await page.getByRole('button', { name: says('votes.close'), exact: true }).click();
  await page.getByRole('button', { name: says('votes.closeNow') }).click();
}

export function more({ page, says }: Person, name: string): Locator {
  return page.getByRole('button', { name: says('votes.more', { name }) });
}

export function less({ page, says }: Person, name: string): Locator {
  return page.getByRole('button', { name: says('votes.less', { name }) });
}

export function left({ page, says }: Person, count: number): Locator {
  return page.getByText(says('votes.left', { count }), { exact: true }).first();
}

export function given({ page, says }: Person, name: string, count: number): Locator {
  return page
    .getByRole('group', { name })
    .getByText(says('votes.given', { count }), { exact: true });
}

/** "N of M have voted", as the desk of whoever leads and the projector write it; what is said to listeners comes after it. */
export function turnout({ page, says }: Person, voted: number, of: number): Locator {
  return page.getByText(says('votes.turnout', { count: voted, of })).first();
}

/** What came out of the first, second… round. */
export function resultOf({ page, says }: Person, number: number): Locator {
  return page.getByRole('region', { name: says('votes.resultOf', { number }) });
}
