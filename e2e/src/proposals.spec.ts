/** A service sheet written by several people at once, through bad networks, a dead server and a change of phase. */
import type { Person } from './people.ts';
import { announces } from './phase.ts';
import {
  begins,
  CLUSTER,
  opensSheet,
  sitsDown,
  textSaved,
  textWaits,
  theText,
  wordsOf,
  writesUnder,
} from './sheet.ts';
import { expect, test } from './test.ts';
import { cluster, looksAt } from './wall.ts';
import { does, opens } from './workshop.ts';

const TITLE = 'Sostituta in giornata';

test('three people write one text at once, one of them offline, the server killed in between: nobody’s words are lost', async ({
  arrive,
  tavolo,
}) => {
  test.setTimeout(150_000);
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(ada);
  const { tableId, proposalId } = await begins(ada, workshopId, TITLE);
  const bruno = await arrive({ name: 'Bruno' });
  const carla = await arrive({ name: 'Carla' });
  for (const person of [bruno, carla]) {
    await sitsDown(person, joinCode, ada, workshopId, tableId);
  }
  const all = [ada, bruno, carla];
  for (const person of all) await opensSheet(person, workshopId, proposalId);

  await Promise.all([
    writesUnder(ada, 'Che cosa succede oggi', 'Ada scrive che oggi si resta soli.'),
    writesUnder(bruno, 'Come funzionerà', 'Bruno scrive del numero unico.'),
    writesUnder(carla, 'Che cosa serve', 'Carla scrive del registro.'),
  ]);
  for (const person of all) await expect(textSaved(person)).toBeVisible();
  // Each sees whose caret it is, in the margin.
  await expect(theText(ada).getByText('Bruno', { exact: true })).toBeVisible();

  await carla.context.setOffline(true);
  await expect(textWaits(carla)).toBeVisible();
  await writesUnder(carla, 'Chi lo porta avanti', 'Carla aggiunge senza rete.');
  await writesUnder(ada, 'Come sapremo che funziona', 'Ada conta le richieste coperte.');
  await expect(textSaved(ada)).toBeVisible();
  await tavolo.kill();
  await writesUnder(bruno, 'Che cosa serve', 'Bruno scrive mentre il server non c’è.');
  await expect(textWaits(bruno)).toBeVisible();
  await tavolo.start();
  await expect(textSaved(bruno)).toBeVisible({ timeout: 30_000 });
  await carla.context.setOffline(false);
  for (const person of all) await expect(textSaved(person)).toBeVisible({ timeout: 30_000 });

  for (const words of [
    'Ada scrive che oggi si resta soli.',
    'Bruno scrive del numero unico.',
    'Carla scrive del registro.',
    'Carla aggiunge senza rete.',
    'Ada conta le richieste coperte.',
    'Bruno scrive mentre il server non c’è.',
  ]) {
    for (const person of all) await expect(theText(person)).toContainText(words);
  }
  const texts = await Promise.all(all.map(wordsOf));
  expect(new Set(texts).size).toBe(1);
  await ada.page.reload();
  await expect(theText(ada)).toContainText('Carla aggiunge senza rete.');
  expect(await wordsOf(ada)).toBe(texts[0]);
});

test('words written offline while the phase moved on come back as words not sent, and can be copied', async ({
  arrive,
}) => {
  test.setTimeout(120_000);
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(ada);
  const { tableId, proposalId } = await begins(ada, workshopId, TITLE);
  const carla = await arrive({ name: 'Carla' });
  await sitsDown(carla, joinCode, ada, workshopId, tableId);
  await opensSheet(carla, workshopId, proposalId);
  await writesUnder(carla, 'Che cosa serve', 'Con la rete.');
  await expect(textSaved(carla)).toBeVisible();

  await carla.context.setOffline(true);
  await expect(textWaits(carla)).toBeVisible();
  await writesUnder(carla, 'Come funzionerà', 'Senza rete, in ritardo.');
  await looksAt(ada, workshopId);
  await announces(ada, 'plenary');
  await does(ada, workshopId, { type: 'moveToPhase', phase: 'plenary', afterS: 0 });
  await carla.context.setOffline(false);

  const unsent = carla.page.getByRole('region', { name: carla.says('proposals.unsentTitle') });
  await expect(unsent).toContainText('Senza rete, in ritardo.', { timeout: 30_000 });
  await expect(unsent).not.toContainText('Con la rete.');
  await expect(theText(carla)).toContainText('Con la rete.');
  await expect(theText(carla)).not.toContainText('Senza rete, in ritardo.');
  await expect(theText(carla)).toHaveAttribute('aria-readonly', 'true');
  // They stay through a reload, until somebody lets them go.
  await carla.page.reload();
  await expect(unsent).toContainText('Senza rete, in ritardo.');
  await unsent.getByRole('button', { name: carla.says('proposals.unsentDismiss') }).click();
  await expect(unsent).toHaveCount(0);
});

test('from a cluster to its proposal and back, with fields that two people see change', async ({
  arrive,
}) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(ada);
  const { tableId, proposalId } = await begins(ada, workshopId, TITLE);
  const bruno = await arrive({ name: 'Bruno' });
  await sitsDown(bruno, joinCode, ada, workshopId, tableId);

  await looksAt(bruno, workshopId);
  await cluster(bruno, CLUSTER)
    .getByRole('button', { name: bruno.says('board.clusterActions', { name: CLUSTER }) })
    .press('Enter');
  await bruno.page.getByRole('menuitem', { name: bruno.says('proposals.create') }).click();
  await bruno.page
    .getByRole('textbox', { name: bruno.says('proposals.createName') })
    .fill('Un numero solo');
  await bruno.page.getByRole('button', { name: bruno.says('proposals.createDo') }).click();
  await expect(field(bruno, 'title')).toHaveValue('Un numero solo');
  await expect(theText(bruno)).toContainText('Come funzionerà');

  await opensSheet(ada, workshopId, proposalId);
  await opensSheet(bruno, workshopId, proposalId);
  await field(ada, 'problem').click();
  await expect(
    bruno.page.getByText(bruno.says('proposals.writingHere', { name: 'Ada' })),
  ).toBeVisible();
  await ada.page.keyboard.type('Chi assiste resta senza sostituta.');
  await expect(field(bruno, 'problem')).toHaveValue('Chi assiste resta senza sostituta.');
  // Whoever types keeps their own words, whatever arrives.
  await field(bruno, 'beneficiaries').click();
  await bruno.page.keyboard.type('Dipendenti');
  await does(ada, workshopId, {
    type: 'editProposalField',
    proposalId,
    field: 'beneficiaries',
    value: 'Residenti',
  });
  await expect(
    bruno.page.getByText(
      bruno.says('proposals.changedElsewhere', {
        field: bruno.says('proposals.field.beneficiaries'),
      }),
    ),
  ).toBeVisible();
  await expect(field(bruno, 'beneficiaries')).toHaveValue('Dipendenti');

  await bruno.page
    .getByRole('link', { name: bruno.says('proposals.clusterLink', { name: CLUSTER }) })
    .click();
  await expect(cluster(bruno, CLUSTER)).toBeVisible();
  await bruno.page.getByRole('link', { name: bruno.says('proposals.open', { count: 2 }) }).click();
  await expect(bruno.page.getByRole('link', { name: TITLE })).toBeVisible();
  await expect(bruno.page.getByRole('link', { name: 'Un numero solo' })).toBeVisible();
});

function field({ page, says }: Person, name: 'title' | 'problem' | 'beneficiaries') {
  return page.getByRole('textbox', { name: says(`proposals.field.${name}`), exact: true });
}
