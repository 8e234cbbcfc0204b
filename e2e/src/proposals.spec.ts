/** A service sheet written by several people at once, through bad networks, a dead server and a change of phase. */
import { randomUUID } from 'node:crypto';
import type { ProposalId, SeatId, TableId } from '@tavolo/model';
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

/** How long somebody is without a network: `TAVOLO_LONG=1` for the whole two minutes. */
const OFFLINE_MS = process.env.TAVOLO_LONG === '1' ? 120_000 : 6_000;

test('three people write one text at once, one of them offline, the server killed in between: nobody’s words are lost', async ({
  arrive,
  tavolo,
}) => {
  test.setTimeout(150_000 + 2 * OFFLINE_MS);
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(ada);
  const { tableId, proposalId } = await begins(ada, workshopId, TITLE);
  const bruno = await arrive({ name: 'Bruno' });
  const carla = await arrive({ name: 'Carla' });
  const dora = await arrive({ name: 'Dora' });
  for (const person of [bruno, carla, dora]) {
    await sitsDown(person, joinCode, ada, workshopId, tableId);
  }
  const all = [ada, bruno, carla];
  for (const person of all) await opensSheet(person, workshopId, proposalId);

  await Promise.all([
    writesUnder(ada, 'Che cosa succede oggi', 'Ada:'),
    writesUnder(bruno, 'Come funzionerà', 'Bruno:'),
    writesUnder(carla, 'Che cosa serve', 'Carla:'),
  ]);
  for (const person of all) await expect(textSaved(person)).toBeVisible();
  // Each sees whose caret it is, in the margin.
  await expect(theText(ada).getByText('Bruno', { exact: true })).toBeVisible();

  await carla.context.setOffline(true);
  await expect(textWaits(carla)).toBeVisible();
  const wentAt = Date.now();
  const typed = new Typed();
  await typed.until(wentAt + OFFLINE_MS / 2, ...all);
  for (const person of [ada, bruno]) await expect(textSaved(person)).toBeVisible();
  const acknowledged = [...typed.of(ada), ...typed.of(bruno)];

  await tavolo.kill();
  await expect(textWaits(bruno)).toBeVisible();
  // Whoever wrote it does not bring it back: what was called saved is there without them.
  for (const person of [ada, bruno]) await person.context.setOffline(true);
  await tavolo.start();
  await opensSheet(dora, workshopId, proposalId);
  for (const word of acknowledged) await expect(theText(dora)).toContainText(word);
  await dora.page.goto('/');
  await typed.until(Date.now() + OFFLINE_MS / 12, ada, bruno, carla);
  for (const person of [ada, bruno]) await person.context.setOffline(false);
  await expect(textSaved(bruno)).toBeVisible({ timeout: 30_000 });
  await typed.until(wentAt + OFFLINE_MS, ...all);
  expect(Date.now() - wentAt).toBeGreaterThanOrEqual(OFFLINE_MS);
  await expect(textWaits(carla)).toBeVisible();
  await carla.context.setOffline(false);
  for (const person of all) await expect(textSaved(person)).toBeVisible({ timeout: 30_000 });

  for (const person of all) {
    for (const word of typed.all) await expect(theText(person)).toContainText(word);
  }
  await expect(async () => {
    expect(new Set(await Promise.all(all.map(wordsOf))).size).toBe(1);
  }).toPass({ timeout: 10_000 });
  // The server says the same to somebody who has no copy.
  await opensSheet(dora, workshopId, proposalId);
  await expect(theText(dora)).toContainText(typed.of(carla).at(-1) ?? '-');
  expect(await wordsOf(dora)).toBe(await wordsOf(ada));
});

/** Words that are told apart, typed where each person's caret stands, as long as it takes. */
class Typed {
  readonly #words = new Map<Person, string[]>();

  of(person: Person): readonly string[] {
    return this.#words.get(person) ?? [];
  }

  get all(): readonly string[] {
    return [...this.#words.values()].flat();
  }

  /** Everybody types at once, at the pace of a hand, until then. */
  async until(at: number, ...people: readonly Person[]): Promise<void> {
    do {
      await Promise.all(people.map((person) => this.#types(person)));
    } while (Date.now() < at);
  }

  async #types(person: Person): Promise<void> {
    const words = this.#words.get(person) ?? [];
    this.#words.set(person, words);
    const word = `${person.name}-${words.length + 1}.`;
    words.push(word);
    await person.page.keyboard.type(` ${word}`, { delay: 90 });
  }
}

test('words written offline while the phase moved on come back as words not sent, and are proposed as an amendment', async ({
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
  // In the plenary a participant writes no text, but proposes what should change in it.
  await unsent.getByRole('button', { name: carla.says('proposals.unsentPropose') }).click();
  const words = carla.page.getByRole('textbox', { name: carla.says('proposals.amendmentText') });
  await expect(words).toHaveValue('Senza rete, in ritardo.');
  await carla.page
    .getByRole('checkbox', { name: carla.says('proposals.amendmentSign', { name: 'Carla' }) })
    .check();
  await carla.page.getByRole('button', { name: carla.says('proposals.amendmentPropose') }).click();
  await expect(unsent).toHaveCount(0);
  await opensSheet(ada, workshopId, proposalId);
  for (const person of [ada, carla]) {
    const amendments = person.page.getByRole('region', {
      name: person.says('proposals.amendments'),
    });
    await expect(amendments).toContainText('Senza rete, in ritardo.');
    await expect(amendments).toContainText(person.says('proposals.amendmentBy', { name: 'Carla' }));
  }
});

test('who was seated at another table takes words that were not sent to its proposal', async ({
  arrive,
}) => {
  const ada = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(ada);
  const { tableId, clusterId, proposalId } = await begins(ada, workshopId, TITLE);
  const [otherTable, other] = [randomUUID() as string as TableId, randomUUID() as string];
  await does(ada, workshopId, { type: 'createTable', tableId: otherTable, name: 'Tavolo 3' });
  await does(ada, workshopId, {
    type: 'createProposal',
    proposalId: other as ProposalId,
    tableId: otherTable,
    clusterIds: [clusterId],
    title: 'Un numero solo',
  });
  const carla = await arrive({ name: 'Carla', device: 'phone' });
  await sitsDown(carla, joinCode, ada, workshopId, tableId);
  await opensSheet(carla, workshopId, proposalId);
  await expect(textSaved(carla)).toBeVisible();
  await carla.context.setOffline(true);
  await expect(textWaits(carla)).toBeVisible();
  await writesUnder(carla, 'Come funzionerà', 'Una telefonata la sera prima.');
  const seatId = await seatOf(carla, workshopId);
  await does(ada, workshopId, { type: 'assignTable', seatId, tableId: otherTable });
  await carla.context.setOffline(false);

  const unsent = carla.page.getByRole('region', { name: carla.says('proposals.unsentTitle') });
  await expect(unsent).toContainText('Una telefonata la sera prima.', { timeout: 30_000 });
  await unsent.getByRole('button', { name: carla.says('proposals.unsentElsewhere') }).click();
  await carla.page.getByRole('menuitem', { name: 'Un numero solo' }).click();
  await expect(field(carla, 'title')).toHaveValue('Un numero solo');
  await expect(unsent).toContainText('Una telefonata la sera prima.');
  await unsent.getByRole('button', { name: carla.says('proposals.unsentAppend') }).click();
  await expect(unsent).toHaveCount(0);
  await expect(textSaved(carla)).toBeVisible();
  await opensSheet(ada, workshopId, other);
  await expect(theText(ada)).toContainText('Una telefonata la sera prima.');
  await opensSheet(ada, workshopId, proposalId);
  await expect(theText(ada)).not.toContainText('Una telefonata la sera prima.');
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
  await bruno.page.getByRole('button', { name: bruno.says('tables.toWall') }).click();
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

async function seatOf(person: Person, workshopId: string): Promise<SeatId> {
  const response = await person.context.request.get(`/api/workshops/${workshopId}`);
  return ((await response.json()) as { seat: { seatId: SeatId } }).seat.seatId;
}

function field({ page, says }: Person, name: 'title' | 'problem' | 'beneficiaries') {
  return page.getByRole('textbox', { name: says(`proposals.field.${name}`), exact: true });
}
