/** A vote in the room: dots on phones and a laptop, nobody's known, and the same result for everybody. */
import { expect } from '@playwright/test';
import type { ClusterId } from '@tavolo/model';
import type { Person } from './people.ts';
import { isIn } from './phase.ts';
import { test } from './test.ts';
import {
  closesTheVote,
  given,
  goesToTheVote,
  left,
  less,
  more,
  opensTheVote,
  resultOf,
  turnout,
} from './vote.ts';
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
  await opensTheVote(ada);
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
  await expect(turnout(ada, 3, 3)).toBeVisible();
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

  await closesTheVote(ada);
  for (const person of [ada, rosa, sara, luca]) {
    const { says } = person;
    const result = resultOf(person, 1);
    await expect(result).toContainText(says('votes.voted', { count: 3, of: 3 }));
    await expect(result).toContainText(says('votes.orderOnly'));
    await expect(result.getByRole('listitem')).toHaveCount(3);
    await expect(result.getByRole('listitem').first()).toContainText(CARE);
    await expect(result).not.toContainText(says('votes.dots', { count: 4 }));
  }

  // What is over is not opened again: a new round, its dots not yet given. Two the same are tied.
  await ada.page.getByText(ada.says('votes.beginAgain')).first().click();
  await opensTheVote(ada);
  for (const person of [rosa, luca]) await expect(left(person, 3)).toBeVisible();
  await more(rosa, CARE).click();
  await more(luca, HOME).click();
  await expect(turnout(ada, 2, 3)).toBeVisible();
  await closesTheVote(ada);
  await expect(resultOf(sara, 2).getByText(sara.says('votes.tied'))).toHaveCount(2);
});

async function looksAtVotes(person: Person, workshopId: string): Promise<void> {
  await looksAt(person, workshopId);
  await isIn(person, 'prioritise');
  await goesToTheVote(person);
}
