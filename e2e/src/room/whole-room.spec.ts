/**
 * A whole workshop, from preparing to the plenary, as the room lives it: Ada leads, the
 * projector stands in the room, Rosa will host a table, Sara has a phone and Piero a laptop in
 * English: five pages. Ten more guests take part without a browser, on the same connection
 * code. Marta comes late and takes over from Ada. The needs are those of the Poste fixture.
 *
 * After every phase all of them must have the server's board; how that is known of a page is
 * told in `same-board.ts`. The projector is a computer of its own, with a seat that leads: only
 * those are told how many needs lie covered. Who takes over is made a facilitator: the role that
 * is called co-facilitator hosts a table and does not run the room (rule A10).
 */
import type { Phase } from '@tavolo/model';
import { entersWithTheCode } from '../enter.ts';
import { GROUPS, NEEDS } from '../notes.ts';
import type { Person } from '../people.ts';
import { announces, isIn } from '../phase.ts';
import { givesRoles } from '../roster.ts';
import { textSaved, theText, writesUnder } from '../sheet.ts';
import { addsTable, givesCluster, looksAtTables, notesOf, seats, tile } from '../tables.ts';
import { expect } from '../test.ts';
import {
  closesTheVote,
  goesToTheVote,
  left,
  more,
  opensTheVote,
  resultOf,
  turnout,
} from '../vote.ts';
import {
  card,
  cluster,
  createsCluster,
  drags,
  finds,
  looksAt,
  movesByMenu,
  saved,
  trayCount,
  writes,
} from '../wall.ts';
import { does, joins, opens } from '../workshop.ts';
import { givesDots, groups, joinsTable, namesGroup, test, writesAlone } from './guests.ts';
import { readsInList } from './on-screen.ts';
import { allHaveTheSame, whoDiffers } from './same-board.ts';

const GUESTS = ['Aldo', 'Bice', 'Carlo', 'Dina', 'Elio', 'Fede', 'Gaia', 'Hugo', 'Ines', 'Luca'];
const CARER = groupNamed('La badante');
const HOMES = groupNamed('Case troppo care');
const HOURS = groupNamed('Ore scoperte');
/** Each person with a page writes one; the guests write all the others. */
const [ROSAS = '', SARAS = ''] = CARER.needs;
const [PIEROS = ''] = HOMES.needs;
const GROUPED = GROUPS.flatMap(({ name, needs }) => needs.map((need) => ({ name, need })));
const CARE_TABLE = 'Tavolo della cura';
const HOME_TABLE = 'Tavolo della casa';
const PROPOSAL = 'Una sostituta entro la giornata';

test('a room writes, groups, votes, works at tables and meets again', async ({
  arrive,
  seat,
  tavolo: { url },
}) => {
  test.setTimeout(240_000);
  const ada = await arrive({ name: 'Ada' });
  const sala = await arrive({ name: 'Sala', device: 'projector' });
  const rosa = await arrive({ name: 'Rosa' });
  const sara = await arrive({ name: 'Sara', device: 'phone' });
  const piero = await arrive({ name: 'Piero', language: 'en' });
  const marta = await arrive({ name: 'Marta' });
  const writers = [rosa, sara, piero] as const;
  let pages: readonly Person[] = [ada, sala, ...writers];

  const { workshopId, joinCode } = await opens(ada, { title: 'Cura e quartiere' });
  const guests = await seat(joinCode, GUESTS);
  const [aldo] = guests;
  if (aldo === undefined) throw new Error('nobody came');
  const present = () => ({ url, workshopId, pages, guests });
  const haveTheSame = () => allHaveTheSame(present());
  /** Without the ten seconds of notice, which the other moves show. */
  const moves = (phase: Phase) => does(ada, workshopId, { type: 'moveToPhase', phase, afterS: 0 });
  const comeTo = async (phase: Phase) => {
    for (const person of pages) await isIn(person, phase);
    await haveTheSame();
  };

  await test.step('Ada prepares, and people come in', async () => {
    await looksAt(ada, workshopId);
    for (const person of writers) await entersWithTheCode(person, joinCode);
    await joins(sala, joinCode);
    await givesRoles(ada, [
      ['Rosa', 'table-host'],
      ['Sala', 'facilitator'],
    ]);
    await sala.page.goto(`/w/${workshopId}/room`);
    await comeTo('prepare');
  });

  await test.step('everybody writes alone, and nobody reads what others write', async () => {
    await announces(ada, 'write');
    await comeTo('write');
    await writes(rosa, ROSAS);
    await writes(sara, SARAS);
    await writes(piero, PIEROS);
    const theirs = NEEDS.filter((need) => ![ROSAS, SARAS, PIEROS].includes(need));
    await Promise.all(
      guests.map((each, at) =>
        writesAlone(
          each,
          theirs.filter((_, n) => n % GUESTS.length === at),
        ),
      ),
    );
    // Sara's page is loaded anew: her own words are on the server, for her alone.
    await expect(saved(sara)).toBeVisible();
    await sara.page.reload();
    await expect(card(sara, SARAS)).toContainText(sara.says('board.onlyYou'));
    const count = NEEDS.length;
    // While people write in private, numbers go out every ten seconds.
    const soon = { timeout: 20_000 };
    await expect(ada.page.getByText(ada.says('phases.drafts', { count })).first()).toBeVisible(
      soon,
    );
    await expect(
      sala.page.getByRole('region', { name: sala.says('projector.covered', { count }) }),
    ).toBeVisible(soon);
    for (const person of [ada, sala, rosa, piero]) {
      await expect(person.page.getByText(SARAS)).toHaveCount(0);
    }
    for (const person of [rosa, sara, piero]) {
      await expect(person.page.getByRole('article')).toHaveCount(1);
    }
    for (const { room } of guests) {
      expect([...room.get().workshop.cards.values()].map(({ text }) => text)).not.toContain(SARAS);
      expect(room.get().workshop.cards.size).toBeLessThan(7);
    }
    await haveTheSame();
  });

  await test.step('Ada reveals, and all read all, without names', async () => {
    await moves('share');
    await comeTo('share');
    const count = NEEDS.length;
    await expect(card(rosa, SARAS)).toHaveCount(0);
    await ada.page
      .getByRole('button', { name: ada.says('phases.revealCount', { count }), exact: true })
      .click();
    for (const person of [ada, rosa, piero]) await expect(trayCount(person, count)).toBeVisible();
    for (const person of [ada, ...writers]) {
      await expect(await finds(person, SARAS)).not.toContainText('Sara');
    }
    await expect(sala.page.getByRole('main')).toContainText(
      `${count} ${sala.says('projector.needsLine', { count })}`,
    );
    await haveTheSame();
  });

  await test.step('they put needs together; one loses the network, one comes late', async () => {
    await moves('cluster');
    await comeTo('cluster');
    await createsCluster(ada, CARER.name, CARER.question);
    await createsCluster(ada, HOMES.name, HOMES.question);
    await drags(rosa, ROSAS, CARER.name);
    await movesByMenu(sara, SARAS, CARER.name);

    await piero.context.setOffline(true);
    await movesByMenu(piero, PIEROS, HOMES.name);
    await expect(cluster(piero, HOMES.name)).toContainText(PIEROS);
    const others = GROUPS.filter(({ name }) => name !== CARER.name && name !== HOMES.name);
    await Promise.all(
      others.map((group, at) => namesGroup(guests[at % 10] ?? aldo, group, at + 2)),
    );
    const rest = GROUPED.filter(({ need }) => ![ROSAS, SARAS, PIEROS].includes(need));
    await Promise.all(
      guests.map((each, at) =>
        groups(
          each,
          rest.filter((_, n) => n % 10 === at),
        ),
      ),
    );
    await expect(cluster(ada, HOMES.name)).not.toContainText(PIEROS);
    await expect.poll(() => whoDiffers(present())).toEqual(['Piero']);
    await piero.context.setOffline(false);
    await expect(cluster(ada, HOMES.name)).toContainText(PIEROS, { timeout: 30_000 });
    await expect(saved(piero)).toBeVisible();

    await entersWithTheCode(marta, joinCode);
    pages = [...pages, marta];
    const name = marta.says('phases.cluster');
    await expect(marta.page.getByText(marta.says('phases.lateJoiner', { name }))).toBeVisible();
    await comeTo('cluster');
    for (const person of [rosa, sara, piero, marta]) await readsInList(person, aldo);
  });

  await test.step('Ada has to go; Marta leads from now on', async () => {
    await givesRoles(ada, [['Marta', 'facilitator']]);
    const role = marta.says('common.role.facilitator');
    await expect(
      marta.page.getByText(marta.says('common.roleNow', { role })).first(),
    ).toBeVisible();
    await ada.page.close();
    pages = pages.filter((person) => person !== ada);
    await announces(marta, 'prioritise');
    await comeTo('prioritise');
  });

  await test.step('they vote: the room sees how many have, and what came out stays', async () => {
    await goesToTheVote(marta);
    await opensTheVote(marta);
    await expect(left(sara, 3)).toBeVisible();
    await more(rosa, CARER.name).click();
    for (let n = 0; n < 2; n += 1) await more(sara, HOURS.name).click();
    await more(piero, HOMES.name).click();
    await expect(turnout(sala, 3, 13)).toBeVisible();
    await Promise.all(
      guests.map((each, at) => givesDots(each, at < 6 ? CARER.name : HOMES.name, at < 6 ? 3 : 2)),
    );
    for (const person of [sala, marta]) {
      await expect(turnout(person, 13, 13)).toBeVisible();
      const { page, says } = person;
      await expect(page.getByRole('main')).not.toContainText(says('votes.dots', { count: 19 }));
    }
    await closesTheVote(marta);
    const ranking = [
      [CARER.name, 19],
      [HOMES.name, 9],
      [HOURS.name, 2],
    ] as const;
    for (const person of [marta, ...writers]) {
      const items = resultOf(person, 1).getByRole('listitem');
      await expect(items).toHaveCount(GROUPS.length);
      for (const [at, [name, count]] of ranking.entries()) {
        await expect(items.nth(at)).toContainText(name);
        await expect(items.nth(at)).toContainText(person.says('votes.dots', { count }));
      }
      await expect(more(person, CARER.name)).toHaveCount(0);
    }
    for (const [at, [name]] of ranking.entries()) {
      await expect(sala.page.getByText(`${at + 1}. ${name}`)).toBeVisible();
    }
    await haveTheSame();
  });

  await test.step('tables: people and groups have one, write notes together, and a proposal', async () => {
    await announces(marta, 'tables');
    await looksAtTables(marta);
    await addsTable(marta, CARE_TABLE);
    await addsTable(marta, HOME_TABLE);
    await givesCluster(marta, CARER.name, CARE_TABLE);
    await givesCluster(marta, HOMES.name, HOME_TABLE);
    await seats(marta, 'Rosa', CARE_TABLE);
    await seats(marta, 'Sara', CARE_TABLE);
    await seats(marta, 'Piero', HOME_TABLE);
    await marta.page.getByLabel(marta.says('tables.choosing')).check();
    await comeTo('tables');
    await Promise.all(guests.map((each, at) => joinsTable(each, at % 2 ? CARE_TABLE : HOME_TABLE)));
    await expect(marta.page.getByText(marta.says('tables.standingNone'))).toBeVisible();
    await expect(tile(marta, CARE_TABLE)).toContainText(
      marta.says('tables.hostedBy', { count: 1, names: 'Rosa' }),
    );

    for (const person of [rosa, sara]) {
      await expect(person.page.getByRole('heading', { name: CARE_TABLE })).toBeVisible();
    }
    await notesOf(rosa, CARE_TABLE).click();
    await rosa.page.keyboard.type('Chi chiama il Comune? ');
    await expect(notesOf(sara, CARE_TABLE)).toContainText('Chi chiama il Comune?');
    await notesOf(sara, CARE_TABLE).click();
    await sara.page.keyboard.press('End');
    await sara.page.keyboard.type('Sara.');
    await expect(notesOf(rosa, CARE_TABLE)).toContainText('Chi chiama il Comune? Sara.');

    await rosa.page.getByRole('button', { name: rosa.says('tables.newProposal') }).click();
    await rosa.page
      .getByRole('textbox', { name: rosa.says('proposals.createName') })
      .fill(PROPOSAL);
    await rosa.page.getByRole('button', { name: rosa.says('proposals.createDo') }).click();
    await expect(theText(rosa)).toContainText(rosa.says('proposals.template.success'));
    await sara.page.getByRole('link', { name: PROPOSAL }).click();
    await writesUnder(rosa, 'Come funzionerà', 'Un numero solo, tutti i giorni.');
    await expect(theText(sara)).toContainText('Un numero solo, tutti i giorni.');
    await expect(textSaved(rosa)).toBeVisible();
    await expect(sala.page.getByText(sala.says('tables.proposals', { count: 1 }))).toBeVisible();
    await haveTheSame();
  });

  await test.step('Marta calls everybody back, and the plenary begins', async () => {
    const { page, says } = marta;
    await page.getByRole('button', { name: says('tables.callBack'), exact: true }).click();
    await expect(sala.page.getByText(sala.says('care.all'), { exact: true })).toBeVisible();
    await sara.page.getByRole('button', { name: sara.says('care.go'), exact: true }).click();
    for (const person of [sara, piero]) {
      const what = person.says('care.theWall');
      await expect(person.page.getByText(person.says('care.together', { what }))).toBeVisible();
    }
    // Whoever writes is not taken away, and comes when they are ready.
    await rosa.page.getByRole('button', { name: rosa.says('care.go'), exact: true }).click();
    await announces(marta, 'plenary');
    await comeTo('plenary');
    const region = sala.page.getByRole('region', { name: sala.says('phases.plenary') });
    await expect(region.getByRole('listitem')).toContainText([PROPOSAL]);
    await haveTheSame();
  });
});

function groupNamed(beginning: string) {
  const group = GROUPS.find(({ name }) => name.startsWith(beginning));
  if (group === undefined) throw new Error(`the fixture has no group “${beginning}”`);
  return group;
}
