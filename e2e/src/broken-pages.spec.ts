/**
 * Pages that break: the net says so in the person's words, and there is a way on from it.
 * Nothing of the product breaks by itself here, so the browser is what an extension makes of it.
 */
import type { Person } from './people.ts';
import { begins, opensSheet, sitsDown, textSaved, theText, wordsOf, writesUnder } from './sheet.ts';
import { expect, test } from './test.ts';
import { card, looksAt, opensTheForm, saved, writes } from './wall.ts';
import { does, joins, opens } from './workshop.ts';

const SECTION = 'Che cosa serve';
const KEPT = 'Fin qui va bene';

test('an editor that cannot draw the text says so, and a version brings everybody back', async ({
  arrive,
}) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(ada);
  const { tableId, proposalId } = await begins(ada, workshopId, 'Un numero solo');
  const bruno = await arrive({ name: 'Bruno' });
  await sitsDown(bruno, joinCode, ada, workshopId, tableId);
  for (const person of [ada, bruno]) await opensSheet(person, workshopId, proposalId);
  await writesUnder(ada, SECTION, 'Una persona fidata.');
  await expect(theText(bruno)).toContainText('Una persona fidata.');
  await expect(textSaved(ada)).toBeVisible();
  const versions = `/api/workshops/${workshopId}/proposals/${proposalId}/versions`;
  const kept = await ada.context.request.post(versions, { data: { name: KEPT } });
  expect(kept.status(), await kept.text()).toBe(201);

  await cannotDraw(bruno, 'guasto');
  await theText(ada).press('Enter');
  // In one piece: letters that come in two would have Ada's caret drawn between them.
  await ada.page.keyboard.insertText('Qui scrivo guasto.');
  const broken = bruno.page.getByRole('alert').filter({
    hasText: bruno.says('proposals.editorBroken'),
  });
  await expect(broken).toContainText(bruno.says('proposals.editorBrokenLine'));
  await expect(theText(bruno)).toHaveCount(0);
  // The rest of the sheet is as it was, and Ada has seen nothing of it.
  await expect(
    bruno.page.getByRole('textbox', { name: bruno.says('proposals.field.title'), exact: true }),
  ).toHaveValue('Un numero solo');
  await expect(theText(ada)).toContainText('Qui scrivo guasto.');
  // As long as the cause is there, opening it again helps nobody, and says so again.
  await broken.getByRole('button', { name: bruno.says('proposals.editorAgain') }).click();
  await expect(broken).toBeVisible();

  await broken.getByRole('button', { name: bruno.says('proposals.restoreAVersion') }).click();
  const panel = bruno.page.getByRole('dialog', { name: bruno.says('proposals.versionsTitle') });
  await panel
    .getByRole('button', { name: `${bruno.says('proposals.versionCompare')}: ${KEPT}` })
    .click();
  await panel.getByRole('button', { name: bruno.says('proposals.versionRestore') }).click();
  await panel.getByRole('button', { name: bruno.says('proposals.close') }).click();
  await expect(broken).toHaveCount(0);
  await expect(theText(bruno)).toContainText('Una persona fidata.');
  await expect(theText(ada)).not.toContainText('guasto');
  expect(await wordsOf(bruno)).toBe(await wordsOf(ada));
  // It is an editor like any other again.
  await writesUnder(bruno, SECTION, 'Bruno va avanti.');
  await expect(theText(ada)).toContainText('Bruno va avanti.');
  expect(bruno.faults.splice(0)).not.toEqual([]);
  // What the version replaced is a version itself.
  const list = (await (await ada.context.request.get(versions)).json()) as {
    versions: { number: number; kind: string }[];
  };
  const replaced = list.versions.find(({ kind }) => kind === 'before-restore');
  const before = await ada.context.request.get(`${versions}/${replaced?.number}`);
  expect(await before.text()).toContain('Qui scrivo guasto.');
});

test('a board that has stopped says so and can be opened again, with the words one was writing', async ({
  arrive,
}) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(ada);
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  const rosa = await arrive({ name: 'Rosa' });
  await joins(rosa, joinCode);
  await looksAt(rosa, workshopId);
  await writes(rosa, 'Un accompagnamento alle visite');
  await expect(saved(rosa)).toBeVisible();
  const { page, says } = rosa;

  await rosa.context.setOffline(true);
  await writes(rosa, 'Scritto senza rete');
  await opensTheForm(rosa);
  await page.getByLabel(says('board.needText')).fill('A metà di una fra');
  await tearsOut(rosa, 'Scritto senza rete');
  await rosa.context.setOffline(false);
  // The board draws the card anew once it is saved, and finds it gone.
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'write', afterS: 0 });
  const broken = page.getByRole('alert').filter({ hasText: says('proposals.pageBroken') });
  await expect(broken).toContainText(says('proposals.pageBrokenLine'), { timeout: 30_000 });
  await broken.getByRole('button', { name: says('proposals.pageAgain') }).click();
  await expect(broken).toHaveCount(0);
  await expect(saved(rosa)).toBeVisible();
  await expect(card(rosa, 'Scritto senza rete')).toBeVisible();
  await opensTheForm(rosa);
  await expect(page.getByLabel(says('board.needText'))).toHaveValue('A metà di una fra');
});

/** From now on this browser fails where the editor puts a word on the page. */
async function cannotDraw({ page }: Person, word: string): Promise<void> {
  await page.evaluate((unbearable) => {
    const refuse = (place: Node | null, words: string | null) => {
      const element = place instanceof Element ? place : place?.parentElement;
      const isText = element?.closest('.ProseMirror') !== null;
      if (isText && words?.includes(unbearable) === true) throw new Error(`no ${unbearable} here`);
    };
    const { insertBefore } = Node.prototype;
    Node.prototype.insertBefore = function insert<T extends Node>(this: Node, node: T, next: Node) {
      refuse(this, node.textContent);
      return insertBefore.call(this, node, next) as T;
    };
    const value = Object.getOwnPropertyDescriptor(Node.prototype, 'nodeValue');
    Object.defineProperty(Node.prototype, 'nodeValue', {
      ...value,
      set(this: Node, words: string | null) {
        refuse(this, words);
        value?.set?.call(this, words);
      },
    });
  }, word);
}

/** As a translator or a reader's extension does: takes the place of a card out of the page. */
async function tearsOut(person: Person, text: string): Promise<void> {
  await card(person, text).evaluate((article) => {
    let place: Element = article;
    while (place.parentElement?.childElementCount === 1) place = place.parentElement;
    place.remove();
  });
}
