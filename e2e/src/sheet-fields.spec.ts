/** A new sheet from several clusters, and its fields and text under hands that are quick or clumsy. */
import { randomUUID } from 'node:crypto';
import type { ClusterId } from '@tavolo/model';
import { begins, CLUSTER, opensSheet, sitsDown, textSaved, theText, writesUnder } from './sheet.ts';
import { expect, test } from './test.ts';
import { cluster, looksAt } from './wall.ts';
import { does, opens } from './workshop.ts';

const SECOND = 'Chi accompagna alle visite';

test('a proposal grows from two clusters, and names both', async ({ arrive }) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(ada);
  const { tableId } = await begins(ada, workshopId, 'Sostituta in giornata');
  await does(ada, workshopId, {
    type: 'createCluster',
    clusterId: randomUUID() as string as ClusterId,
    themeId: null,
    name: SECOND,
    question: '',
    x: 600,
    y: 0,
  });
  const bruno = await arrive({ name: 'Bruno', device: 'phone' });
  const { page, says } = bruno;
  const join = await bruno.context.request.post('/api/join', {
    data: { code: joinCode, name: 'Bruno', language: 'it' },
  });
  expect(join.status()).toBe(200);
  await looksAt(bruno, workshopId);
  const actions = cluster(bruno, CLUSTER).getByRole('button', {
    name: says('board.clusterActions', { name: CLUSTER }),
  });
  // Without a table the menu says what is missing.
  await actions.press('Enter');
  await expect(page.getByText(says('proposals.createNoTable'))).toBeVisible();
  await page.keyboard.press('Escape');
  await sitsDown(bruno, joinCode, ada, workshopId, tableId);
  await page.reload();
  await page.getByRole('button', { name: says('tables.toList') }).click();

  await actions.press('Enter');
  await page.getByRole('menuitem', { name: says('proposals.create') }).click();
  await page.getByRole('textbox', { name: says('proposals.createName') }).fill('Un numero solo');
  await page.getByText(says('proposals.createMore', { count: 1 })).click();
  await page.getByRole('checkbox', { name: SECOND }).check();
  await page.getByRole('button', { name: says('proposals.createDo') }).click();
  for (const name of [CLUSTER, SECOND]) {
    await expect(
      page.getByRole('link', { name: says('proposals.clusterLink', { name }) }),
    ).toBeVisible();
  }
});

test('quick hands in a list, clumsy amounts and dates, a pasted table', async ({ arrive }) => {
  const ada = await arrive({ name: 'Ada' });
  const { page, says } = ada;
  const { workshopId } = await opens(ada);
  const { proposalId } = await begins(ada, workshopId, 'Sostituta in giornata');
  await opensSheet(ada, workshopId, proposalId);

  // What is typed in the same moment as Enter stands on the new line.
  const steps = says('proposals.field.steps');
  await page.getByRole('button', { name: `${says('proposals.addLine')}: ${steps}` }).click();
  await page.keyboard.type('Primo');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Secondo');
  for (const [n, words] of [
    [1, 'Primo'],
    [2, 'Secondo'],
  ] as const) {
    await expect(page.getByLabel(says('proposals.lineOf', { field: steps, n }))).toHaveValue(words);
  }

  await page.getByRole('button', { name: says('proposals.addCost') }).click();
  await page.getByLabel(says('proposals.costWhat', { n: 1 })).fill('Avvio');
  const amount = page.getByLabel(says('proposals.costAmount'));
  await amount.click();
  await page.keyboard.type('9.500,50');
  await expect(amount).toHaveValue('9.500,50');
  await page.keyboard.press('Tab');
  await expect(amount).toHaveValue('9.500');

  await page.getByLabel(says('proposals.firstStepWhat')).fill('Otto settimane di prova');
  await page.locator('input[type="date"]').fill('12027-02-01');
  await page.keyboard.press('Tab');
  await expect(page.getByText(says('common.saved'), { exact: true })).toBeVisible();
  await expect(page.getByText(says('board.refusedEdit'))).toHaveCount(0);

  // Straight from a field into the text: the page stays where it is, and so does the caret.
  await page.locator('input[type="date"]').fill('2027-02-01');
  await writesUnder(ada, 'Che cosa serve', 'Ore:');
  await expect(theText(ada)).toContainText('Ore:');
  await page.keyboard.press('Enter');
  await theText(ada).evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData(
      'text/html',
      '<table><tr><td>Lunedì</td><td>3</td></tr><tr><td>Martedì</td><td>4</td></tr></table>',
    );
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  await expect(textSaved(ada)).toBeVisible();
  await page.reload();
  await expect(theText(ada)).toContainText('Martedì – 4');
  await expect(theText(ada)).toContainText(/Lunedì – 3\s*\n\s*Martedì – 4/u, {
    useInnerText: true,
  });
  await expect(page.getByLabel(says('proposals.firstStepWhat'))).toHaveValue(
    'Otto settimane di prova',
  );

  // Without a network a change of a field waits; the text stays open.
  await ada.context.setOffline(true);
  await page.getByLabel(says('proposals.firstStepWhat')).fill('Dieci settimane di prova');
  await writesUnder(ada, 'Chi lo porta avanti', 'Il municipio.');
  await expect(theText(ada)).toContainText('Il municipio.');
  // Whoever closes the page now is asked first: what waits lives in it alone.
  const asks = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const question = await asks;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();
  await ada.context.setOffline(false);
  await expect(textSaved(ada)).toBeVisible({ timeout: 30_000 });
});

test('words in a field that closes under one’s hands stay in sight', async ({ arrive }) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(ada);
  const { tableId, proposalId } = await begins(ada, workshopId, 'Sostituta in giornata');
  const bruno = await arrive({ name: 'Bruno', device: 'phone' });
  await sitsDown(bruno, joinCode, ada, workshopId, tableId);
  await opensSheet(bruno, workshopId, proposalId);
  await opensSheet(ada, workshopId, proposalId);
  const problem = bruno.page.getByRole('region', { name: bruno.says('proposals.field.problem') });
  await problem.getByRole('textbox').click();
  await expect(
    ada.page.getByText(ada.says('proposals.writingHere', { name: 'Bruno' })),
  ).toBeVisible();
  // A hand that does not rest: there are always words that are not saved yet.
  await problem.getByRole('textbox').evaluate((field) => {
    const hand = setInterval(() => {
      if (field.isConnected) document.execCommand('insertText', false, 'avanti ');
      else clearInterval(hand);
    }, 150);
  });
  await expect(problem.getByRole('textbox')).toHaveValue(/avanti avanti/);
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'plenary', afterS: 0 });
  await expect(problem.getByRole('textbox')).toHaveCount(0);
  await expect(problem.locator('q')).toContainText('avanti avanti');
  // Who may not write here any more is in no field.
  await expect(
    ada.page.getByText(ada.says('proposals.writingHere', { name: 'Bruno' })),
  ).toHaveCount(0);
  await problem.getByRole('button', { name: bruno.says('proposals.unsentDismiss') }).click();
  await expect(problem.locator('q')).toHaveCount(0);
});
