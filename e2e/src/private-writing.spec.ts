/** Phase 2: everybody writes alone. Nothing of a draft reaches anybody else, however they look. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';
import { card, looksAt, saved, writes } from './wall.ts';
import { does, joins, opens } from './workshop.ts';

const SECRET = 'Segreto-7f3a: non dormo da quando mio padre cade di notte';

test('a draft is invisible to others, in the page and in every byte they receive, until it is revealed', async ({
  arrive,
}) => {
  const facilitator = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(facilitator);
  const author = await arrive({ name: 'Rosa', device: 'phone' });
  const other = await arrive({ name: 'Piero', language: 'en' });
  await joins(author, joinCode);
  await joins(other, joinCode);
  const heard = [listen(other.page), listen(facilitator.page)];

  await does(facilitator, workshopId, { type: 'moveToPhase', phase: 'write', afterS: 0 });
  for (const person of [author, other, facilitator]) await looksAt(person, workshopId);
  await writes(author, SECRET);
  await expect(card(author, SECRET)).toBeVisible();
  await expect(card(author, SECRET)).toContainText(author.says('board.onlyYou'));
  await expect(saved(author)).toBeVisible();

  // The facilitator learns how many there are, and not what they say.
  await expect(
    facilitator.page.getByText(facilitator.says('phases.drafts', { count: 1 })).first(),
  ).toBeVisible({ timeout: 20_000 });
  for (const person of [other, facilitator]) {
    await expect(person.page.getByText(SECRET)).toHaveCount(0);
    const raw = await person.context.request.get(`/api/workshops/${workshopId}`);
    expect(await raw.text()).not.toContain('Segreto-7f3a');
    const cards = await person.context.request.get(`/api/workshops/${workshopId}/cards`);
    expect(await cards.text()).not.toContain('Segreto-7f3a');
  }
  for (const everything of heard) {
    expect(everything().length).toBeGreaterThan(100);
    expect(everything()).not.toContain('Segreto-7f3a');
  }

  // The author finds it again after a reload: it is on the server, for them alone.
  await author.page.reload();
  await expect(card(author, SECRET)).toBeVisible();

  await does(facilitator, workshopId, { type: 'moveToPhase', phase: 'share', afterS: 0 });
  await facilitator.page
    .getByRole('button', { name: new RegExp(facilitator.says('phases.revealCount', { count: 1 })) })
    .first()
    .click();
  for (const person of [author, other, facilitator]) {
    await expect(card(person, SECRET)).toBeVisible();
    // That she is here is no secret; what she wrote does not name her.
    await expect(card(person, SECRET)).not.toContainText('Rosa');
  }
});

/** Every frame of every socket that this page receives, as text. */
function listen(page: Page): () => string {
  const heard: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => {
      heard.push(typeof payload === 'string' ? payload : payload.toString('utf8'));
    });
  });
  return () => heard.join('\n');
}
