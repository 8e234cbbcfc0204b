/** The server's disk is full: everybody is told, nothing typed is lost, and it is saved once there is room. */
import { test as base, expect } from '@playwright/test';
import { arrives, type Person } from './people.ts';
import { startTavolo, type Tavolo } from './server.ts';
import { begins, opensSheet, sitsDown, textSaved, theText, writesUnder } from './sheet.ts';
import { type SmallDisk, smallDisk } from './small-disk.ts';
import { card, isOpen, looksAt, saved, writes } from './wall.ts';
import { does, joins, opens } from './workshop.ts';

interface Given {
  readonly disk: SmallDisk;
  readonly tavolo: Tavolo;
}

const test = base.extend<Given>({
  // biome-ignore lint/correctness/noEmptyPattern: the fixture protocol asks for a pattern.
  disk: async ({}, use) => {
    const disk = smallDisk(12);
    await use(disk);
    disk.close();
  },
  tavolo: async ({ disk }, use) => {
    const tavolo = await startTavolo({ TAVOLO_DATA_DIR: disk.folder, TAVOLO_DEMO: 'off' });
    await use(tavolo);
    await tavolo.close();
  },
});

const banner = ({ page, says }: Person) => page.getByText(says('common.notSavingBold'));

test('a banner on every screen; needs written meanwhile wait and are saved once there is room', async ({
  browser,
  disk,
  tavolo,
}, info) => {
  const ada = await arrives(browser, tavolo.url, { name: 'Ada' });
  const bob = await arrives(browser, tavolo.url, { name: 'Bob', device: 'phone', language: 'en' });
  const { workshopId, joinCode } = await opens(ada);
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  await joins(bob, joinCode);
  await looksAt(ada, workshopId);
  await looksAt(bob, workshopId);
  await writes(ada, 'Prima: un posto dove aspettare');
  await expect(card(bob, 'Prima')).toBeVisible();

  disk.fill(tavolo.pid());
  await writes(ada, 'Durante: qualcuno che telefoni');
  for (const person of [ada, bob]) await expect(banner(person)).toBeVisible();
  await writes(bob, 'Meanwhile: a bench by the lift');
  await expect(card(ada, 'Durante')).toContainText(ada.says('board.waitingNet'));
  await expect(card(bob, 'Durante')).toHaveCount(0);
  await expect(
    bob.page.getByText(bob.says('common.waitingShort', { count: 1 }), { exact: true }),
  ).toBeVisible();
  for (const person of [ada, bob]) {
    const path = info.outputPath(`not-saving-${person.device}-${person.language}.png`);
    await person.page.screenshot({ path });
  }

  // Who runs it sees it, and who comes to the door is told what it means.
  const ready = await ada.context.request.get('/readyz');
  expect(ready.status()).toBe(503);
  expect(await ready.json()).toMatchObject({ ready: false, reason: 'not-saving' });
  const carla = await arrives(browser, tavolo.url, { name: 'Carla', javaScript: false });
  await carla.page.goto(`/j/${joinCode}`);
  await carla.page.getByLabel(carla.says('join.name')).fill('Carla');
  await carla.page.getByRole('button', { name: carla.says('join.enter') }).click();
  await expect(carla.page.getByText(carla.says('refusals.not-saving'))).toBeVisible();
  await expect(carla.page.getByLabel(carla.says('join.name'))).toHaveValue('Carla');

  disk.free(tavolo.pid());
  for (const person of [ada, bob]) {
    await expect(banner(person)).toHaveCount(0);
    await expect(saved(person)).toBeVisible();
    for (const text of ['Prima', 'Durante', 'Meanwhile']) {
      await expect(card(person, text)).toHaveCount(1);
    }
  }
  expect((await ada.context.request.get('/readyz')).status()).toBe(200);
  await carla.page.getByRole('button', { name: carla.says('join.enter') }).click();
  await expect(carla.page).toHaveURL(new RegExp(`/w/${workshopId}`));

  await tavolo.kill();
  await tavolo.start();
  await ada.page.reload();
  await isOpen(ada);
  for (const text of ['Prima', 'Durante', 'Meanwhile']) {
    await expect(card(ada, text)).toHaveCount(1);
  }

  // Started on a full disk it ends with one line for whoever runs it.
  if (disk.isOwn) {
    disk.fill(tavolo.pid());
    await tavolo.kill();
    await expect(tavolo.start()).rejects.toThrow(/The disk of the data folder \S+ is full/);
    disk.free(0);
  }
  expect([...ada.faults, ...bob.faults]).toEqual([]);
  for (const person of [ada, bob, carla]) await person.leaves();
});

test('a text can be read and written meanwhile; the words go out when there is room', async ({
  browser,
  disk,
  tavolo,
}, info) => {
  const ada = await arrives(browser, tavolo.url, { name: 'Ada' });
  const bruno = await arrives(browser, tavolo.url, { name: 'Bruno', device: 'projector' });
  const { workshopId, joinCode } = await opens(ada);
  const { tableId, proposalId } = await begins(ada, workshopId, 'Sostituta in giornata');
  await sitsDown(bruno, joinCode, ada, workshopId, tableId);
  for (const person of [ada, bruno]) await opensSheet(person, workshopId, proposalId);
  await writesUnder(ada, 'Che cosa succede oggi', 'Prima si salvava.');
  await expect(textSaved(ada)).toBeVisible();
  await expect(theText(bruno)).toContainText('Prima si salvava.');

  disk.fill(tavolo.pid());
  await writesUnder(ada, 'Come funzionerà', 'Scritto a disco pieno.');
  for (const person of [ada, bruno]) await expect(banner(person)).toBeVisible();
  await expect(ada.page.getByText(ada.says('proposals.textWaiting'))).toBeVisible();
  await expect(theText(ada)).toContainText('Scritto a disco pieno.');
  await expect(theText(bruno)).not.toContainText('Scritto a disco pieno.');
  await bruno.page.screenshot({ path: info.outputPath('not-saving-sheet-projector-it.png') });
  // Who opens it only now reads what is on the disk.
  await bruno.page.reload();
  await expect(theText(bruno)).toContainText('Prima si salvava.');
  await expect(banner(bruno)).toBeVisible();

  disk.free(tavolo.pid());
  await expect(textSaved(ada)).toBeVisible();
  await expect(theText(bruno)).toContainText('Scritto a disco pieno.');
  for (const person of [ada, bruno]) await expect(banner(person)).toHaveCount(0);
  expect([...ada.faults, ...bruno.faults]).toEqual([]);
  for (const person of [ada, bruno]) await person.leaves();
});
