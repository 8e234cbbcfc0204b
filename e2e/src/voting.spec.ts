/** A vote in the room: dots on phones and a laptop, nobody's known, and the same result for everybody. */
import { expect, type Locator } from '@playwright/test';
import type { ClusterId } from '@tavolo/model';
import type { Person } from './people.ts';
import { isIn } from './phase.ts';
import { test } from './test.ts';
import { looksAt } from './wall.ts';
import { does, joins, opens } from './workshop.ts';

const CARE = 'Cura';
const HOME = 'Casa';
const WORK = 'Lavoro';

test('a vote is opened, given, changed and closed; few voters see an order, and a new round has its own', async ({
  arrive,
}) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(ada);
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  for (const [at, name] of [CARE, HOME, WORK].entries()) {
    const clusterId = crypto.randomUUID() as ClusterId;
    const more = { themeId: null, question: '', x: at * 600, y: 0 };
    await does(ada, workshopId, { type: 'createCluster', clusterId, name, ...more });
  }
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'prioritise', afterS: 0 });
  const rosa = await arrive({ name: 'Rosa', device: 'phone' });
  const sara = await arrive({ name: 'Sara', device: 'phone' });
  const luca = await arrive({ name: 'Luca' });
  for (const person of [rosa, sara, luca]) await joins(person, joinCode);
  await looksAtVotes(ada, workshopId);

  // The facilitator has the form before them; what is usual is chosen already: three dots.
  await begins(ada);
  for (const person of [rosa, sara, luca]) await looksAtVotes(person, workshopId);
  for (const person of [rosa, sara, luca]) await expect(left(person, 3)).toBeVisible();

  // A phone: up, up, full; everything given; one taken back.
  for (let n = 0; n < 2; n += 1) await more(rosa, CARE).click();
  await expect(left(rosa, 1)).toBeVisible();
  await more(rosa, HOME).click();
  await expect(rosa.page.getByText(rosa.says('votes.noneLeft')).first()).toBeVisible();
  await expect(more(rosa, WORK)).toHaveAttribute('aria-disabled', 'true');
  await expect(less(rosa, WORK)).toHaveAttribute('aria-disabled', 'true');
  await less(rosa, HOME).click();
  await more(rosa, CARE).click();
  await expect(more(rosa, CARE)).toHaveAttribute('aria-disabled', 'true');
  await expect(given(rosa, CARE, 3)).toBeAttached();

  // The laptop gives one for each of two things; nobody sees anything but how many have voted.
  await more(luca, CARE).click();
  await more(luca, HOME).click();
  await more(sara, HOME).click();
  await expect(ada.page.getByText(ada.says('votes.turnout', { voted: 3, of: 3 }))).toBeVisible();
  await expect(ada.page.getByRole('main')).not.toContainText('Rosa');
  await expect(ada.page.getByRole('main')).not.toContainText(ada.says('votes.given', { count: 3 }));

  // A reload keeps the dots, and another page of the same person has them as well.
  await expect(luca.page.getByText(luca.says('votes.saved'))).toBeVisible();
  await luca.page.reload();
  await looksAtVotes(luca, workshopId);
  await expect(given(luca, CARE, 1)).toBeAttached();
  const second = await luca.context.newPage();
  const other: Person = { ...luca, page: second };
  await looksAtVotes(other, workshopId);
  await expect(given(other, HOME, 1)).toBeAttached();
  await less(other, HOME).click();
  await expect(given(luca, HOME, 0)).toBeAttached();
  await more(luca, HOME).click();
  await expect(given(other, HOME, 1)).toBeAttached();

  await closes(ada);
  for (const person of [ada, rosa, sara, luca]) {
    const { page, says } = person;
    const result = page.getByRole('region', { name: says('votes.resultOf', { number: 1 }) });
    await expect(result).toContainText(says('votes.voted', { voted: 3, of: 3 }));
    await expect(result).toContainText(says('votes.orderOnly'));
    await expect(result.getByRole('listitem')).toHaveCount(3);
    await expect(result.getByRole('listitem').first()).toContainText(CARE);
    await expect(result).not.toContainText(says('votes.dots', { count: 4 }));
  }

  // What is over is not opened again: a new round, its dots not yet given. Two the same are tied.
  await ada.page.getByText(ada.says('votes.beginAgain')).first().click();
  await begins(ada);
  for (const person of [rosa, luca]) await expect(left(person, 3)).toBeVisible();
  await more(rosa, CARE).click();
  await more(luca, HOME).click();
  await expect(ada.page.getByText(ada.says('votes.turnout', { voted: 2, of: 3 }))).toBeVisible();
  await closes(ada);
  const { page, says } = sara;
  const again = page.getByRole('region', { name: says('votes.resultOf', { number: 2 }) });
  await expect(again.getByText(says('votes.tied'))).toHaveCount(2);
});

async function looksAtVotes(person: Person, workshopId: string): Promise<void> {
  const { page, says } = person;
  await looksAt(person, workshopId);
  await isIn(person, 'prioritise');
  const title = page.getByRole('heading', { name: says('votes.question') });
  const way = page
    .getByRole('button', { name: says('votes.view'), exact: true })
    .or(page.getByRole('button', { name: says('votes.toVote'), exact: true }));
  await expect(title.or(way).first()).toBeVisible();
  if (!(await title.isVisible())) await way.first().click();
  await expect(title).toBeVisible();
}

async function begins({ page, says }: Person): Promise<void> {
  await page.getByRole('button', { name: says('votes.start'), exact: true }).click();
}

async function closes({ page, says }: Person): Promise<void> {
  await page.getByRole('button', { name: says('votes.close'), exact: true }).click();
  await page.getByRole('button', { name: says('votes.closeNow') }).click();
}

function more({ page, says }: Person, name: string): Locator {
  return page.getByRole('button', { name: says('votes.more', { name }) });
}

function less({ page, says }: Person, name: string): Locator {
  return page.getByRole('button', { name: says('votes.less', { name }) });
}

function left({ page, says }: Person, count: number): Locator {
  return page.getByText(says('votes.left', { count }), { exact: true }).first();
}

function given({ page, says }: Person, name: string, count: number): Locator {
  return page
    .getByRole('group', { name })
    .getByText(says('votes.given', { count }), { exact: true });
}
