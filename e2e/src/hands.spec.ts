/** What hands do on the wall: a finger that moves a cluster, a pasted list, cards that glide. */
import type { CDPSession, Locator } from '@playwright/test';
import type { CardId, ClusterId } from '@tavolo/model';
import type { Person } from './people.ts';
import { expect, test } from './test.ts';
import { card, cluster, finds, looksAt, opensTheForm, saved, trayCount } from './wall.ts';
import { does, joins, opens } from './workshop.ts';

const TURNS = 'Mi servirebbe un cambio turno';
const HOME = 'Casa e quartiere';

test('a pasted list becomes needs of their own, and one undo takes them all back', async ({
  arrive,
}) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(ada);
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  const rosa = await arrive({ name: 'Rosa' });
  await joins(rosa, joinCode);
  await looksAt(rosa, workshopId);
  const { page, says } = rosa;

  await opensTheForm(rosa);
  await page
    .getByLabel(says('board.needText'))
    .fill('- Un posto tranquillo\n\n- Due ore al giorno\n- Un cambio');
  await expect(page.getByText(says('board.separate', { count: 3 }))).toBeVisible();
  await page.getByRole('button', { name: says('board.addMany', { count: 3 }) }).click();
  for (const need of ['Un posto tranquillo', 'Due ore al giorno', 'Un cambio']) {
    await expect(card(rosa, need)).toHaveCount(1);
  }
  await expect(trayCount(rosa, 3)).toBeVisible();
  await expect(saved(rosa)).toBeVisible();
  await page.getByRole('button', { name: says('board.undoShort'), exact: true }).click();
  await expect(trayCount(rosa, 0)).toBeVisible();
});

test('a finger that rests on a cluster lifts it; one that swipes moves the wall', async ({
  arrive,
}) => {
  const ada = await arrive({ name: 'Ada', touch: true });
  const { workshopId } = await wallOf(ada);
  await looksAt(ada, workshopId);
  const area = cluster(ada, HOME);
  const finger = await ada.context.newCDPSession(ada.page);

  const before = await spotOf(area);
  await press(finger, before.x + 60, before.y + 50);
  await expect(area).toHaveAttribute('data-carried', '');
  await drag(finger, before, 200, 120);
  await expect(area).not.toHaveAttribute('data-carried', '');
  await expect.poll(async () => Math.round((await spotOf(area)).x - before.x)).toBe(200);
  await expect.poll(async () => Math.round((await spotOf(area)).y - before.y)).toBe(120);
  await expect(saved(ada)).toBeVisible();

  const after = await spotOf(area);
  const stored = await area.getAttribute('data-x');
  await press(finger, after.x + 60, after.y + 50);
  await drag(finger, after, -100, 0);
  await expect.poll(async () => Math.round((await spotOf(area)).x - after.x)).toBe(-100);
  expect(await area.getAttribute('data-x')).toBe(stored);
});

test('a card let go on the bare table begins a group there', async ({ arrive }) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId } = await wallOf(ada);
  await looksAt(ada, workshopId);
  const { page, says } = ada;
  const from = await spotOf(await finds(ada, TURNS));
  const free = await spotOf(cluster(ada, HOME));
  await page.mouse.move(from.x + 30, from.y + 20);
  await page.mouse.down();
  await page.mouse.move(free.x + 60, free.y + 420, { steps: 12 });
  await page.mouse.up();
  await page.getByLabel(says('board.clusterName')).fill('Turni');
  await page.getByRole('button', { name: says('board.create') }).click();
  await expect(cluster(ada, 'Turni')).toContainText(TURNS);
  await page.getByRole('button', { name: says('board.undoShort'), exact: true }).click();
  await expect(page.getByRole('region', { name: 'Turni' })).toHaveCount(0);
  await expect(trayCount(ada, 1)).toBeVisible();
});

test('a card that somebody else moves glides, and does not where motion is unwanted', async ({
  arrive,
}) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, joinCode, cardId, clusterId } = await wallOf(ada);
  const rosa = await arrive({ name: 'Rosa' });
  await joins(rosa, joinCode);

  for (const motion of ['no-preference', 'reduce'] as const) {
    await does(ada, workshopId, { type: 'placeCard', cardId, clusterId: null, after: null });
    await rosa.page.emulateMedia({ reducedMotion: motion });
    await looksAt(rosa, workshopId);
    await finds(rosa, TURNS);
    await rosa.page.evaluate(COUNT_GLIDES);
    await does(ada, workshopId, { type: 'placeCard', cardId, clusterId, after: null });
    await expect(cluster(rosa, HOME)).toContainText(TURNS);
    const glides = await rosa.page.evaluate('glides');
    expect(glides).toBe(motion === 'reduce' ? 0 : 1);
  }
});

/** Cards that are sent on their way by an animation; one card moves, so one is expected. */
const COUNT_GLIDES = `
  globalThis.glides = 0;
  const animate = Element.prototype.animate;
  Element.prototype.animate = function (frames, options) {
    if (String(frames[0]?.transform).startsWith('translate(')) globalThis.glides += 1;
    return animate.call(this, frames, options);
  };
`;

/** A wall with one cluster and one need beside it, in the phase in which they are put together. */
async function wallOf(ada: Person) {
  const { workshopId, joinCode } = await opens(ada);
  const clusterId = crypto.randomUUID() as ClusterId;
  const cardId = crypto.randomUUID() as CardId;
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  await does(ada, workshopId, {
    type: 'createCluster',
    clusterId,
    themeId: null,
    name: HOME,
    question: '',
    x: 0,
    y: 0,
  });
  await does(ada, workshopId, {
    type: 'writeCard',
    cardId,
    kind: 'need',
    text: TURNS,
    language: 'it',
    themeId: null,
    signed: false,
    writtenIn: 'listen',
  });
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'cluster', afterS: 0 });
  return { workshopId, joinCode, cardId, clusterId };
}

async function spotOf(area: Locator): Promise<{ x: number; y: number }> {
  const box = await area.boundingBox();
  if (box === null) throw new Error('it is not on screen');
  return box;
}

async function press(finger: CDPSession, x: number, y: number): Promise<void> {
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
}

/** From the head of an area, in steps as fingers go, and lets go. */
async function drag(
  finger: CDPSession,
  from: { x: number; y: number },
  dx: number,
  dy: number,
): Promise<void> {
  for (let step = 1; step <= 10; step += 1) {
    const point = { x: from.x + 60 + (dx * step) / 10, y: from.y + 50 + (dy * step) / 10 };
    await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] });
  }
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}
