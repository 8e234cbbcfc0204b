/** One device, two people one after the other: what the first one wrote is not the second one's business. */
import type { Page } from '@playwright/test';
import type { Person } from './people.ts';
import { expect, test } from './test.ts';
import { card, looksAt, opensTheForm, saved, writes } from './wall.ts';
import { does, joins, opens } from './workshop.ts';

const DRAFT = 'Segreto-91c2: di notte non posso uscire';
const HALF = 'Segreto-47d0: non ho ancora finito di';

test('a device that is passed on keeps nothing of who has left, and shows it to nobody', async ({
  arrive,
}) => {
  const facilitator = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(facilitator);
  await does(facilitator, workshopId, { type: 'moveToPhase', phase: 'write', afterS: 0 });
  const rosa = await arrive({ name: 'Rosa', device: 'phone' });
  await joins(rosa, joinCode);
  await looksAt(rosa, workshopId);
  await writes(rosa, DRAFT);
  await expect(saved(rosa)).toBeVisible();
  await opensTheForm(rosa);
  await rosa.page.getByLabel(rosa.says('board.needText')).fill(HALF);
  await rosa.page.keyboard.press('Escape');

  // While Rosa sits here, the device holds both for her: otherwise nothing is shown by what follows.
  await expect.poll(() => keptBy(rosa.page)).toContain('Segreto-91c2');
  const before = await keptBy(rosa.page);
  expect(before).toContain('Segreto-47d0');
  const seatId = await seatOf(rosa, workshopId);
  expect(before).toContain(`tavolo:${seatId}:`);

  await leavesByMenu(rosa);
  const left = await keptBy(rosa.page);
  for (const trace of ['Segreto-91c2', 'Segreto-47d0', seatId]) expect(left).not.toContain(trace);

  // Somebody else takes a seat in the same browser.
  await joins(rosa, joinCode);
  expect(await seatOf(rosa, workshopId)).not.toBe(seatId);
  await looksAt(rosa, workshopId);
  await expect(card(rosa, DRAFT)).toHaveCount(0);
  await opensTheForm(rosa);
  await expect(rosa.page.getByLabel(rosa.says('board.needText'))).toHaveValue('');
  expect(await keptBy(rosa.page)).not.toContain('Segreto');
});

test('nobody’s browser keeps the words that others write in private', async ({ arrive }) => {
  const facilitator = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(facilitator);
  const [rosa, piero] = [await arrive({ name: 'Rosa' }), await arrive({ name: 'Piero' })];
  for (const person of [rosa, piero]) await joins(person, joinCode);
  await does(facilitator, workshopId, { type: 'moveToPhase', phase: 'write', afterS: 0 });
  for (const person of [rosa, piero, facilitator]) await looksAt(person, workshopId);
  await writes(rosa, DRAFT);
  await expect(saved(rosa)).toBeVisible();
  await does(facilitator, workshopId, { type: 'moveToPhase', phase: 'share', afterS: 0 });
  for (const person of [piero, facilitator]) {
    // Their copies have gone on to what came after the draft.
    await expect.poll(() => keptBy(person.page)).toMatch(/phase.{1,3}share/);
    expect(await keptBy(person.page)).not.toContain('Segreto');
  }
});

async function leavesByMenu({ page, says }: Person): Promise<void> {
  await page
    .getByRole('button', { name: says('common.peopleAndWorkshop') })
    .or(page.getByRole('button', { name: says('common.people') }))
    .first()
    .click();
  await page.getByRole('button', { name: says('common.leave') }).click();
  await page.getByRole('button', { name: says('common.leaveDo'), exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/');
}

async function seatOf({ context }: Person, workshopId: string): Promise<string> {
  const answer = await context.request.get(`/api/workshops/${workshopId}`);
  return ((await answer.json()) as { seat: { seatId: string } }).seat.seatId;
}

/** Everything that this origin has in the browser: names and bytes of all databases, and the rest. */
function keptBy(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const asked = <Got>(request: IDBRequest<Got>): Promise<Got> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const shown = (value: unknown): string =>
      value instanceof Uint8Array ? new TextDecoder().decode(value) : JSON.stringify(value);
    const kept = [
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
      ...(await caches.keys()),
    ];
    for (const { name } of await indexedDB.databases()) {
      if (name === undefined) continue;
      kept.push(name);
      const database = await asked(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const values = await asked(database.transaction(store).objectStore(store).getAll());
        kept.push(...values.map(shown));
      }
      database.close();
    }
    return kept.join('\n');
  });
}
