/** What a page draws from its board, read in its list: group by group and need by need, in order. */
import { cardsOfCluster, isShown } from '@tavolo/model';
import type { Person } from '../people.ts';
import { expect } from '../test.ts';
import { cluster } from '../wall.ts';
import type { Phone } from './phone.ts';

/** `guest` has the server's board. */
export async function readsInList(person: Person, guest: Phone): Promise<void> {
  const { page, says, device } = person;
  if (device !== 'phone') await page.getByText(says('common.list'), { exact: true }).click();
  const { workshop } = guest.room.get();
  const all = [...workshop.cards.values()].filter(isShown);
  await expect(page.getByRole('article')).toHaveCount(all.length);
  for (const { id, name } of workshop.clusters.values()) {
    const needs = cardsOfCluster(workshop, id).map(({ text }) => text);
    await expect(cluster(person, name).getByRole('article')).toContainText(needs);
  }
}
