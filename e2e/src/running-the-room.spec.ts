/**
 * What whoever leads does for the whole room: time that everybody sees alike, whatever their
 * own clock says; a lock that says why; and the screen that the room looks at.
 */
import type { Locator } from '@playwright/test';
import type { Person } from './people.ts';
import { expect, test } from './test.ts';
import { does, joins, opens } from './workshop.ts';

const HOUR_MS = 3_600_000;

const faceOf = (person: Person): Locator => person.page.getByRole('timer');

/** Seconds that stand there, `m:ss`. */
async function secondsShown(face: Locator): Promise<number> {
  const [minutes = 0, seconds = 0] = ((await face.textContent()) ?? '').split(':').map(Number);
  return minutes * 60 + seconds;
}

test('the timer is the same for everybody, also on a device two hours off', async ({ arrive }) => {
  const anna = await arrive({ name: 'Anna' });
  const { workshopId, joinCode } = await opens(anna);
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  const late = await arrive({ name: 'Luca', device: 'phone' });
  await late.page.clock.install({ time: Date.now() + 2 * HOUR_MS });
  await joins(late, joinCode);
  const early = await arrive({ name: 'Sara', device: 'phone', language: 'en' });
  await early.page.clock.install({ time: Date.now() - 2 * HOUR_MS });
  await joins(early, joinCode);
  for (const person of [anna, late, early]) await person.page.goto(`/w/${workshopId}`);

  await anna.page.getByRole('button', { name: anna.says('facilitation.startTimer') }).click();
  await anna.page
    .getByRole('menuitem', { name: anna.says('facilitation.minutes', { count: 5 }), exact: true })
    .click();
  for (const person of [anna, late, early])
    await expect(faceOf(person)).toHaveText(/^(4:5\d|5:00)$/);
  await anna.page.getByRole('button', { name: anna.says('facilitation.pause') }).click();
  for (const person of [anna, late, early]) {
    await expect(
      person.page.getByText(person.says('facilitation.paused'), { exact: true }),
    ).toBeVisible();
  }
  const stands = await secondsShown(faceOf(anna));
  for (const person of [late, early]) {
    expect(Math.abs((await secondsShown(faceOf(person))) - stands)).toBeLessThanOrEqual(1);
  }

  await anna.page.getByRole('button', { name: anna.says('facilitation.addMinuteLong') }).click();
  for (const person of [anna, late, early])
    await expect(faceOf(person)).toHaveText(/^(5:5\d|6:00)$/);
  await anna.page.getByRole('button', { name: anna.says('facilitation.timerMenu') }).click();
  await anna.page.getByRole('menuitem', { name: anna.says('facilitation.stop') }).click();
  for (const person of [anna, late, early]) await expect(faceOf(person)).toHaveCount(0);
});

test('the end of the time is told, moves nothing, and keeps what is being written', async ({
  arrive,
}) => {
  const anna = await arrive({ name: 'Anna' });
  const { workshopId, joinCode } = await opens(anna);
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'write', afterS: 0 });
  const luca = await arrive({ name: 'Luca', device: 'phone' });
  await joins(luca, joinCode);
  await luca.page.goto(`/w/${workshopId}`);
  await luca.page
    .getByRole('button', { name: luca.says('board.addNeed') })
    .last()
    .click();
  const box = luca.page.getByRole('dialog').getByRole('textbox').first();
  await box.fill('Una mezza frase che');
  await does(anna, workshopId, { type: 'setTimer', tableId: null, action: 'start', seconds: 2 });
  await expect(luca.page.getByText(luca.says('facilitation.over'), { exact: true })).toBeVisible();
  await expect(box).toHaveValue('Una mezza frase che');
  await expect(
    luca.page.getByRole('heading', { name: luca.says('phases.write.short') }),
  ).toBeVisible();
});

test('a lock says why, keeps what was typed, and lets go again', async ({ arrive }) => {
  const anna = await arrive({ name: 'Anna' });
  const { workshopId, joinCode } = await opens(anna);
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  const luca = await arrive({ name: 'Luca', device: 'phone' });
  await joins(luca, joinCode);
  for (const person of [anna, luca]) await person.page.goto(`/w/${workshopId}`);
  await luca.page
    .getByRole('button', { name: luca.says('board.addNeed') })
    .last()
    .click();
  const box = luca.page.getByRole('dialog').getByRole('textbox').first();
  await box.fill('Un posto caldo dove studiare');

  await anna.page.getByRole('button', { name: anna.says('facilitation.lock') }).click();
  await anna.page.getByRole('menuitem', { name: anna.says('facilitation.lockAll') }).click();
  await expect(anna.page.getByText(anna.says('facilitation.lockedAll'))).toBeVisible();
  const add = luca.page.getByRole('dialog').getByRole('button', { name: /^Aggiungi/ });
  await expect(add).toBeDisabled();
  await expect(add).toHaveAccessibleDescription(luca.says('refusals.locked'));
  await expect(box).toHaveValue('Un posto caldo dove studiare');

  await anna.page
    .getByRole('button', { name: anna.says('facilitation.unlock') })
    .last()
    .click();
  await expect(anna.page.getByText(anna.says('facilitation.lockedAll'))).toHaveCount(0);
  await add.click();
  await expect(anna.page.getByText('Un posto caldo dove studiare').first()).toBeVisible();
});

test('the projector shows code, time and what the room made, without names or menus', async ({
  arrive,
}) => {
  const anna = await arrive({ name: 'Anna', device: 'projector' });
  const { workshopId, joinCode } = await opens(anna);
  await does(anna, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  const luca = await arrive({ name: 'Luca Bassi', device: 'phone' });
  await joins(luca, joinCode);
  await luca.page.goto(`/w/${workshopId}`);
  await anna.page.goto(`/w/${workshopId}/room`);
  const screen = anna.page.getByRole('main');
  await expect(screen.getByRole('img')).toBeVisible();
  await expect(screen).toContainText(joinCode.slice(0, 4));

  await luca.page
    .getByRole('button', { name: luca.says('board.addNeed') })
    .last()
    .click();
  const dialog = luca.page.getByRole('dialog');
  await dialog.getByRole('textbox').first().fill('Qualcuno che mi accompagni alle visite');
  await dialog.getByRole('button', { name: /^Aggiungi/ }).click();
  await expect(screen.getByText('Qualcuno che mi accompagni alle visite')).toBeVisible();
  await does(anna, workshopId, { type: 'setTimer', tableId: null, action: 'start', seconds: 300 });
  await expect(anna.page.getByRole('timer')).toHaveText(/^(4:5\d|5:00)$/);
  await expect(anna.page.getByText('Luca Bassi')).toHaveCount(0);
  await expect(anna.page.getByRole('button')).toHaveCount(0);

  await luca.page.goto(`/w/${workshopId}/room`);
  await expect(luca.page.getByText(luca.says('projector.notYours'))).toBeVisible();
});
