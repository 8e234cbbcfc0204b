/** The board is the server's: no client writes to it, and a copy of another past gives way. */
import type { Page } from '@playwright/test';
import * as Y from 'yjs';
import { backUp } from './operator.ts';
import { rawClient } from './raw-client.ts';
import { expect, test } from './test.ts';
import { card, looksAt, saved, writes } from './wall.ts';
import { does, joins, opens } from './workshop.ts';

test('a raw y-websocket client that writes to the board changes nothing, on the server and on every screen', async ({
  arrive,
  tavolo,
}) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(ada);
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  const rosa = await arrive({ name: 'Rosa', device: 'phone' });
  await joins(rosa, joinCode);
  for (const person of [ada, rosa]) await looksAt(person, workshopId);
  await writes(rosa, 'Un bisogno vero');
  await expect(card(ada, 'Un bisogno vero')).toBeVisible();

  const raw = await rawClient(tavolo, rosa, workshopId);
  const before = Y.encodeStateAsUpdate(raw.doc);
  const cards = raw.doc.getMap<{ id: string; text: string }>('cards');
  const [entry] = cards.entries();
  if (entry === undefined) throw new Error('the raw client sees no card');
  const [id, record] = entry;
  raw.doc.transact(() => {
    cards.set(id, { ...record, text: 'Parole di un altro' });
    cards.set('forged', { ...record, id: 'forged', text: 'Un bisogno falso' });
    raw.doc.getMap('meta').set('workshop', { phase: 'follow-up' });
  });
  raw.doc.transact(() => cards.delete(id));

  // What comes afterwards arrives, so the forged frames have been handled by then.
  await writes(rosa, 'Un altro bisogno vero');
  for (const person of [ada, rosa]) {
    await expect(card(person, 'Un altro bisogno vero')).toBeVisible();
    await expect(card(person, 'Un bisogno vero')).toBeVisible();
    await expect(person.page.getByText('Parole di un altro')).toHaveCount(0);
    await expect(person.page.getByText('Un bisogno falso')).toHaveCount(0);
    await person.page.reload();
    await expect(card(person, 'Un bisogno vero')).toBeVisible();
    await expect(person.page.getByText('Un bisogno falso')).toHaveCount(0);
  }
  const fresh = await rawClient(tavolo, rosa, workshopId);
  expect(fresh.doc.getMap('cards').size).toBe(2);
  expect(fresh.doc.getMap('cards').get(id)).toEqual(record);
  expect(before.length).toBeGreaterThan(0);
  raw.close();
  fresh.close();
});

test('after a restore from a backup an old copy resets itself once and shows the truth', async ({
  arrive,
  tavolo,
}) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId } = await opens(ada);
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  await looksAt(ada, workshopId);
  await writes(ada, 'Prima del backup');
  await expect(saved(ada)).toBeVisible();
  await tavolo.stop();
  const backup = backUp(tavolo);
  await tavolo.start();
  await expect(saved(ada)).toBeVisible({ timeout: 30_000 });
  await writes(ada, 'Scritto dopo il backup, perso col disco');
  await expect(saved(ada)).toBeVisible();
  const old = await copies(ada.page);
  expect(old).toHaveLength(1);

  await tavolo.kill();
  backup.restore();
  backup.remove();
  const dials = dialsOf(ada.page);
  await tavolo.start();
  await expect(card(ada, 'Scritto dopo il backup, perso col disco')).toHaveCount(0, {
    timeout: 30_000,
  });
  await expect(card(ada, 'Prima del backup')).toBeVisible();
  await expect.poll(() => copies(ada.page)).not.toContain(old[0]);
  expect(await copies(ada.page)).toHaveLength(1);
  // A turn with the old epoch at most (the live channel may have told the new one before), then only the new one.
  const epochs = dials();
  const fresh = epochs.at(-1);
  const stale = old[0]?.split(':').at(-1) ?? '';
  expect(fresh).not.toBe(stale);
  expect(epochs.lastIndexOf(stale)).toBeLessThan(epochs.indexOf(fresh ?? ''));

  await ada.page.reload();
  await expect(card(ada, 'Prima del backup')).toBeVisible();
  await expect(card(ada, 'Scritto dopo il backup, perso col disco')).toHaveCount(0);
  expect(new Set(dials().slice(epochs.length))).toEqual(new Set([fresh]));
});

/** The board copies that this browser keeps. */
function copies(page: Page): Promise<string[]> {
  return page.evaluate(async () =>
    (await indexedDB.databases())
      .map(({ name }) => name ?? '')
      .filter((name) => name.includes(':board:')),
  );
}

/** The epochs with which the page asks for the board, in order. */
function dialsOf(page: Page): () => string[] {
  const epochs: string[] = [];
  page.on('websocket', (socket) => {
    const url = new URL(socket.url());
    if (url.pathname.startsWith('/sync/')) epochs.push(url.searchParams.get('epoch') ?? '');
  });
  return () => [...epochs];
}
