/**
 * Care for the people in the room: the door and its waiting room, a seat taken away, calls
 * that nobody is trapped by, the break that loses nothing, signs to whoever leads.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Person } from './people.ts';
import { expect, test } from './test.ts';
import { does, joins, opens } from './workshop.ts';

const button = ({ page, says }: Person, key: Parameters<Person['says']>[0], params = {}) =>
  page.getByRole('button', { name: says(key, params), exact: true });

const panel = ({ page, says }: Person) =>
  page.getByRole('button', { name: says('common.people'), exact: true }).click();

async function isClean(person: Person): Promise<void> {
  const { violations } = await new AxeBuilder({ page: person.page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

/** Presses Escape in the three seconds of the notice, however busy the computer of the test is. */
const leavesAtOnce = ({ page, says }: Person) =>
  page.evaluate((soon) => {
    const press = () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    new MutationObserver((_, observer) => {
      if (!document.body.textContent?.includes(soon)) return;
      observer.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(press));
    }).observe(document.body, { childList: true, subtree: true });
  }, says('care.soon'));

test('[S5] [S6] [S7] who comes in waits, is let in, and a seat can be taken away', async ({
  arrive,
}) => {
  const anna = await arrive({ name: 'Anna' });
  const { workshopId, joinCode } = await opens(anna);
  await anna.page.goto(`/w/${workshopId}`);
  await panel(anna);
  await anna.page.getByRole('checkbox', { name: anna.says('care.waitingRoom') }).check();
  await expect(anna.page.getByText(anna.says('care.nobodyWaits'))).toBeVisible();

  const luca = await arrive({ name: 'Luca', device: 'phone' });
  await joins(luca, joinCode);
  await luca.page.goto(`/w/${workshopId}`);
  const waits = luca.page.getByRole('heading', { name: luca.says('care.waitTitle') });
  await expect(waits).toBeVisible();
  await isClean(luca);
  await luca.page.reload();
  await expect(waits).toBeVisible();
  await button(anna, 'care.letInName', { name: 'Luca' }).click();
  await expect(luca.page.getByRole('heading', { name: /Preparazione/ })).toBeVisible();
  await expect(anna.page.getByText(anna.says('care.here')).nth(1)).toBeVisible();

  const wall = await anna.context.newPage();
  await wall.goto(`/w/${workshopId}/room`);
  await expect(wall.getByText(joinCode.slice(0, 4))).toBeVisible();
  await button(anna, 'care.newCode').click();
  await anna.page
    .getByRole('alertdialog')
    .getByRole('button', { name: anna.says('care.newCode') })
    .click();
  await expect(wall.getByText(joinCode.slice(0, 4))).toHaveCount(0);
  await expect(wall.getByRole('img')).toBeVisible();
  // Every page that is open has the new one at once: the bar, the panel and the room's code.
  await expect(anna.page.getByText(joinCode)).toHaveCount(0);
  await anna.page.getByRole('checkbox', { name: anna.says('care.linkOpen') }).uncheck();
  await expect(wall.getByText(anna.says('care.roomClosed'))).toBeVisible();

  await button(anna, 'care.expel', { name: 'Luca' }).click();
  await button(anna, 'care.expelDo').click();
  await expect(luca.page.getByRole('heading', { name: luca.says('care.goneTitle') })).toBeVisible();
  await expect(button(anna, 'care.expel', { name: 'Luca' })).toHaveCount(0);
  await luca.page.reload();
  await expect(
    luca.page.getByRole('heading', { name: luca.says('board.noSeatTitle') }),
  ).toBeVisible();
});

test('[N3] a call takes nobody away from writing, and lets everybody stay', async ({ arrive }) => {
  const anna = await arrive({ name: 'Anna' });
  const { workshopId, joinCode } = await opens(anna);
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  const [luca, sara, ivo] = [
    await arrive({ name: 'Luca' }),
    await arrive({ name: 'Sara', device: 'phone', language: 'en' }),
    await arrive({ name: 'Ivo' }),
  ];
  for (const person of [luca, sara, ivo]) await joins(person, joinCode);
  for (const person of [anna, sara]) await person.page.goto(`/w/${workshopId}`);
  for (const person of [luca, ivo]) await person.page.goto(`/w/${workshopId}/proposals`);
  await sara.page
    .getByRole('button', { name: sara.says('board.addNeed') })
    .last()
    .click();
  const box = sara.page.getByRole('dialog').getByRole('textbox').first();
  await box.fill('A quiet place to');

  await leavesAtOnce(ivo);
  await button(anna, 'care.all').click();
  await anna.page.getByRole('menuitem', { name: anna.says('care.allToWall') }).click();
  const what = (person: Person) => ({ what: person.says('care.theWall') });
  await expect(luca.page.getByText(luca.says('care.calledAll', what(luca))).first()).toBeVisible();
  await expect(button(ivo, 'care.back')).toBeVisible();
  // Three seconds later whoever did nothing is there; who pressed Escape and who writes are not.
  await expect(luca.page).toHaveURL(new RegExp(`/w/${workshopId}$`));
  await expect(luca.page.getByText(luca.says('care.together', what(luca)))).toBeVisible();
  await expect(button(luca, 'care.leave')).toBeVisible();
  expect(ivo.page.url()).toMatch(/proposals$/);
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('A quiet place to');
  await button(ivo, 'care.back').click();
  await expect(ivo.page).toHaveURL(new RegExp(`/w/${workshopId}$`));

  await button(anna, 'care.letGo').click();
  for (const person of [luca, ivo]) await expect(button(person, 'care.leave')).toHaveCount(0);
});

test('[N4] [N5] [N6] a break loses nothing; signs reach whoever leads in their order', async ({
  arrive,
}) => {
  const anna = await arrive({ name: 'Anna' });
  const { workshopId, joinCode } = await opens(anna);
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  const luca = await arrive({ name: 'Luca' });
  const sara = await arrive({ name: 'Sara', device: 'phone' });
  for (const person of [luca, sara]) await joins(person, joinCode);
  for (const person of [anna, luca, sara]) await person.page.goto(`/w/${workshopId}`);

  await button(sara, 'care.hand').click();
  await expect(anna.page.getByText(anna.says('care.hands', { count: 1 })).last()).toBeVisible();
  await button(luca, 'care.hand').click();
  await button(luca, 'care.ready').click();
  const queue = anna.page
    .getByRole('list')
    .filter({ has: button(anna, 'care.lower', { name: 'Sara' }) });
  await expect(queue.getByRole('listitem')).toContainText(['Sara', 'Luca']);
  await expect(anna.page.getByText(anna.says('care.readyCount', { count: 1 }))).toBeVisible();
  await button(anna, 'care.lower', { name: 'Sara' }).click();
  await expect(button(sara, 'care.hand')).toHaveAttribute('aria-pressed', 'false');

  await luca.page
    .getByRole('button', { name: luca.says('board.addNeed') })
    .last()
    .click();
  const box = luca.page.getByRole('dialog').getByRole('textbox').first();
  await box.fill('Una mezza frase che');
  const wall = await anna.context.newPage();
  await wall.goto(`/w/${workshopId}/room`);
  await button(anna, 'care.all').click();
  await anna.page.getByRole('menuitem', { name: anna.says('care.pauseDo') }).click();
  for (const person of [anna, luca, sara]) {
    const screen = person.page.getByRole('dialog', { name: person.says('care.pause') });
    await expect(screen).toBeVisible();
    await expect(screen.getByRole('heading')).toBeFocused();
  }
  await expect(wall.getByText(anna.says('care.roomPauseLine'))).toBeVisible();
  await isClean(luca);
  await sara.page.keyboard.press('Escape');
  await expect(button(sara, 'care.pauseBack')).toBeVisible();
  await button(anna, 'care.pauseEnd').click();
  await expect(box).toHaveValue('Una mezza frase che');
  await expect(box).toBeFocused();
  await expect(button(sara, 'care.pauseBack')).toHaveCount(0);
});
