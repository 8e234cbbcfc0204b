/**
 * What the course of a workshop seldom shows: the door and who waits at it, a break, a call,
 * no net, a vote that nobody gave, and much more of everything than usual.
 */
import { randomUUID } from 'node:crypto';
import type { CardId, ClusterId, RoundId, SeatId, TableId, ThemeId } from '@tavolo/model';
import type { Person } from '../people.ts';
import { expect, test } from '../test.ts';
import { does, joins, opens } from '../workshop.ts';
import { comes, type Guest } from './guest.ts';
import { pictures, settles } from './picture.ts';
import { NAMES, poste } from './poste.ts';

const WIDTH = { facilitator: 1100, projector: 1280, phone: 390 };
const LONG_THEME = 'Cura delle persone anziane, dei bambini e di chi è solo in casa';
const MANY = { people: 60, clusters: 30, tables: 12 };
const newId = <Id extends string>(): Id => randomUUID() as string as Id;

/** A seat that waits may not read the workshop, but knows its own number. */
async function seatOf({ context, name, language }: Person, code: string): Promise<SeatId> {
  const response = await context.request.post('/api/join', { data: { code, name, language } });
  return (await response.json()).seatId as SeatId;
}

test('pictures of what is seldom seen', async ({ tavolo, arrive }) => {
  const guests: Guest[] = [];
  try {
    const anna = await arrive({ name: 'Anna' });
    const nadia = await arrive({ name: 'Nadia', device: 'phone' });
    const tom = await arrive({ name: 'Tom', device: 'phone', language: 'en' });
    const { workshopId, joinCode } = await opens(anna, { title: poste.workshop.title.it });
    const own = `/w/${workshopId}`;
    const leads = (order: Parameters<typeof does>[2]) => does(anna, workshopId, order);
    const wall = await anna.context.newPage();
    await wall.setViewportSize({ width: 1920, height: 1080 });
    await wall.goto(`${own}/room`);
    const { page, says } = anna;
    const button = (key: Parameters<typeof says>[0], params = {}) =>
      page.getByRole('button', { name: says(key, params), exact: true });
    for (const name of NAMES.slice(0, 6)) guests.push(await comes(tavolo.url, joinCode, name));

    // The door.
    await leads({ type: 'setWaitingRoom', on: true });
    const seatId = await seatOf(nadia, joinCode);
    await nadia.page.goto(own);
    await settles(nadia.page);
    await pictures(nadia.page, 'state-waiting-phone', WIDTH.phone);
    await page.goto(own);
    await settles(page);
    await pictures(page, 'state-waiting-facilitator', WIDTH.facilitator);
    await button('common.people').click();
    await expect(button('care.newCode')).toBeVisible();
    await button('care.expel', { name: 'Rosa' }).scrollIntoViewIfNeeded();
    await pictures(page, 'state-people-facilitator', WIDTH.facilitator);
    await button('care.expel', { name: 'Rosa' }).click();
    await pictures(page, 'state-expel-facilitator', WIDTH.facilitator);
    await page.keyboard.press('Escape');
    await button('care.newCode').click();
    await pictures(page, 'state-code-facilitator', WIDTH.facilitator);
    await page.keyboard.press('Escape');
    await leads({ type: 'setWaitingRoom', on: false });
    await leads({ type: 'admitSeat', seatId });
    await joins(tom, joinCode);

    // Calls and the break.
    await leads({ type: 'moveToPhase', phase: 'listen', afterS: 0 });
    const cardId = newId<CardId>();
    const write = (text: string, id: CardId, themeId: ThemeId | null) =>
      leads({
        type: 'writeCard',
        cardId: id,
        kind: 'need',
        text,
        language: 'it',
        themeId,
        signed: false,
        writtenIn: 'listen',
      });
    await write('Quando la badante si ammala non so chi chiamare.', cardId, null);
    for (const person of [nadia, tom]) {
      await person.page.goto(own);
      await settles(person.page);
      const understood = person.page.getByRole('button', {
        name: person.says('phases.understood'),
      });
      if (await understood.isVisible()) await understood.click();
    }
    await leads({ type: 'setSpotlight', at: { kind: 'card', id: cardId }, hold: false });
    await expect(nadia.page.getByText(nadia.says('care.come')).first()).toBeVisible();
    await pictures(nadia.page, 'state-call-phone', WIDTH.phone);
    await pictures(tom.page, 'state-call-phone-en', WIDTH.phone);
    await settles(wall);
    await pictures(wall, 'state-call-projector', WIDTH.projector);
    await leads({ type: 'setSpotlight', at: null, hold: false });
    await leads({ type: 'setTimer', tableId: null, action: 'start', seconds: 600 });
    await leads({ type: 'setPause', on: true });
    await expect(nadia.page.getByRole('dialog')).toBeVisible();
    await pictures(nadia.page, 'state-pause-phone', WIDTH.phone);
    await pictures(tom.page, 'state-pause-phone-en', WIDTH.phone);
    await page.goto(own);
    await expect(page.getByRole('dialog')).toBeVisible();
    await pictures(page, 'state-pause-facilitator', WIDTH.facilitator);
    await pictures(wall, 'state-pause-projector', WIDTH.projector);
    await leads({ type: 'setPause', on: false });

    // No net.
    await nadia.context.setOffline(true);
    await expect(nadia.page.getByText(nadia.says('common.offline')).first()).toBeVisible({
      timeout: 30_000,
    });
    await pictures(nadia.page, 'state-offline-phone', WIDTH.phone);
    await nadia.context.setOffline(false);

    // Much of everything.
    const themeId = newId<ThemeId>();
    await leads({ type: 'createTheme', themeId, name: LONG_THEME, colour: 'elder' });
    const long = poste.needs.map(({ text }) => text).join(' ');
    await write(`🏠👵🏽 ${long}`.slice(0, 2_000), newId(), themeId);
    await write('🚲🚌 Mezzi, orari, parcheggi: 🅿️ non ce n’è mai 😤', newId(), themeId);
    await write('A'.repeat(300), newId(), null);
    for (let at = guests.length; at < MANY.people; at += 1) {
      const name =
        at % 9 === 0
          ? `Maria Antonietta Sofia dell’Acquasanta ${at}`
          : `${NAMES[at % NAMES.length]} ${at}`;
      guests.push(await comes(tavolo.url, joinCode, name));
    }
    await page.goto(own);
    await settles(page);
    await pictures(page, 'state-long-facilitator', WIDTH.facilitator);
    await nadia.page.goto(own);
    await settles(nadia.page);
    await pictures(nadia.page, 'state-long-phone', WIDTH.phone);
    await wall.reload();
    await settles(wall);
    await pictures(wall, 'state-long-projector', WIDTH.projector);
    await button('common.people').click();
    await expect(button('care.newCode')).toBeVisible();
    await button('care.expel', {
      name: 'Maria Antonietta Sofia dell’Acquasanta 9',
    }).scrollIntoViewIfNeeded();
    await pictures(page, 'state-many-people-facilitator', WIDTH.facilitator);

    // Thirty groups, and nobody votes.
    await leads({ type: 'moveToPhase', phase: 'cluster', afterS: 0 });
    const clusters: ClusterId[] = [];
    for (let at = 0; at < MANY.clusters; at += 1) {
      const clusterId = newId<ClusterId>();
      clusters.push(clusterId);
      const fixture = poste.clusters[at % poste.clusters.length];
      await leads({
        type: 'createCluster',
        clusterId,
        themeId: at % 3 === 0 ? themeId : null,
        name: `${fixture?.title ?? ''} ${at + 1}`,
        question: fixture?.howMightWe ?? '',
        x: (at % 6) * 456,
        y: Math.floor(at / 6) * 260,
      });
    }
    await page.goto(own);
    await settles(page);
    await pictures(page, 'state-many-clusters-facilitator', WIDTH.facilitator);
    await leads({ type: 'moveToPhase', phase: 'prioritise', afterS: 0 });
    await page.goto(own);
    await settles(page);
    await pictures(page, 'state-vote-form-facilitator', WIDTH.facilitator);
    const roundId = newId<RoundId>();
    const vote = { dotsPerSeat: 12, capPerItem: 4, remote: false, openLink: false, closesAt: null };
    await leads({ type: 'openRound', roundId, over: 'clusters', items: clusters, ...vote });
    await nadia.page.goto(own);
    await settles(nadia.page);
    await pictures(nadia.page, 'state-many-dots-phone', WIDTH.phone);
    await leads({ type: 'closeRound', roundId });
    await page.goto(own);
    await settles(page);
    await pictures(page, 'state-no-votes-facilitator', WIDTH.facilitator);
    await pictures(wall, 'state-no-votes-projector', WIDTH.projector);

    // Twelve tables.
    await leads({ type: 'moveToPhase', phase: 'tables', afterS: 0 });
    for (let at = 0; at < MANY.tables; at += 1) {
      const name = at === 3 ? `Tavolo 4 – ${LONG_THEME}` : `Tavolo ${at + 1}`;
      await leads({ type: 'createTable', tableId: newId<TableId>(), name });
    }
    await leads({ type: 'assignEvenly' });
    await page.goto(own);
    await settles(page);
    await pictures(page, 'state-many-tables-facilitator', WIDTH.facilitator);
    await pictures(wall, 'state-many-tables-projector', WIDTH.projector);

    // Ten seconds, in which it can be cancelled; and a seat taken away.
    await leads({ type: 'moveToPhase', phase: 'plenary', afterS: 10 });
    await expect(nadia.page.getByText(/Plenaria/).first()).toBeVisible();
    await pictures(nadia.page, 'state-coming-phone', WIDTH.phone);
    await pictures(wall, 'state-coming-projector', WIDTH.projector);
    await leads({ type: 'expelSeat', seatId, words: 'stay' });
    await expect(
      nadia.page.getByRole('heading', { name: nadia.says('care.goneTitle') }),
    ).toBeVisible();
    await pictures(nadia.page, 'state-gone-phone', WIDTH.phone);
  } finally {
    for (const guest of guests) guest.leaves();
  }
});
