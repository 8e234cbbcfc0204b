/** Proposals as people meet them: a table that writes a sheet, and the text they write together. */
import { randomUUID } from 'node:crypto';
import { expect, type Locator } from '@playwright/test';
import type { ClusterId, ProposalId, SeatId, TableId } from '@tavolo/model';
import type { Person } from './people.ts';
import { does } from './workshop.ts';

export interface Begun {
  readonly tableId: TableId;
  readonly clusterId: ClusterId;
  readonly proposalId: ProposalId;
}

export const CLUSTER = 'Trovare chi sostituisce';

/** In the tables phase: a cluster, a table, and the table's proposal. The person leads. */
export async function begins(lead: Person, workshopId: string, title: string): Promise<Begun> {
  // Whoever makes a thing makes its id.
  const tableId = randomUUID() as string as TableId;
  const clusterId = randomUUID() as string as ClusterId;
  const proposalId = randomUUID() as string as ProposalId;
  await does(lead, workshopId, { type: 'moveToPhase', phase: 'tables', afterS: 0 });
  await does(lead, workshopId, {
    type: 'createCluster',
    clusterId,
    themeId: null,
    name: CLUSTER,
    question: 'Come potremmo sostituire in giornata?',
    x: 0,
    y: 0,
  });
  await does(lead, workshopId, { type: 'createTable', tableId, name: 'Tavolo 2 – Cura' });
  await does(lead, workshopId, {
    type: 'createProposal',
    proposalId,
    tableId,
    clusterIds: [clusterId],
    title,
  });
  return { tableId, clusterId, proposalId };
}

/** The person takes a seat with the code; whoever leads gives them a place at the table. */
export async function sitsDown(
  person: Person,
  code: string,
  lead: Person,
  workshopId: string,
  tableId: TableId,
): Promise<void> {
  const response = await person.context.request.post('/api/join', {
    data: { code, name: person.name, language: person.language },
  });
  expect(response.status(), await response.text()).toBe(200);
  const { seatId } = (await response.json()) as { seatId: SeatId };
  await does(lead, workshopId, { type: 'assignTable', seatId, tableId });
}

/** Opens the sheet and waits for the text that the server has begun. */
export async function opensSheet(
  person: Person,
  workshopId: string,
  proposalId: string,
): Promise<void> {
  await person.page.goto(`/w/${workshopId}/proposals/${proposalId}`);
  await expect(theText(person)).toContainText(person.says('proposals.template.success'));
}

export function theText({ page, says }: Person): Locator {
  return page.getByRole('textbox', { name: says('proposals.textLabel') });
}

/** Puts the caret at the end of a section's heading and begins a line of its own under it. */
export async function writesUnder(person: Person, heading: string, words: string): Promise<void> {
  await theText(person).getByRole('heading', { name: heading }).click();
  await person.page.keyboard.press('End');
  await person.page.keyboard.press('Enter');
  await person.page.keyboard.type(words, { delay: 5 });
}

/** Everything typed is on the server's disk. */
export function textSaved({ page, says }: Person): Locator {
  return page.getByText(says('proposals.textSaved'), { exact: true });
}

export function textWaits({ page, says }: Person): Locator {
  return page.getByText(says('proposals.textOffline'), { exact: true });
}

/** What the text says, without the names that carets carry. */
export function wordsOf(person: Person): Promise<string> {
  return theText(person).evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement;
    for (const caret of copy.querySelectorAll('[data-shade]')) {
      if (caret.matches('span:has(> span)')) caret.remove();
    }
    return [...copy.children]
      .map((block) => block.textContent?.replaceAll('\u2060', ''))
      .join('\n');
  });
}
