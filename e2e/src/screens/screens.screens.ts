/**
 * The pictures of docs/screens: a workshop made from the fixture, with people in it, from its
 * preparation to its follow-up, as whoever leads sees it, a phone, and the whole room.
 */
import type { BrowserContext, Page } from '@playwright/test';
import type { Phase } from '@tavolo/model';
import type { Person } from '../people.ts';
import { expect, test } from '../test.ts';
import { type Course, opensPoste } from './course.ts';
import { pictures, settles } from './picture.ts';

/** So wide is a picture in the documents; the screen may be wider. */
const WIDTH = { facilitator: 1100, projector: 1280, phone: 390 };
const HD = { width: 1920, height: 1080 };
/** Written while nobody else reads them. */
const COVERED = '34';
const UHD = { width: 3840, height: 2160 };

/** `SCREENS_ONLY='^5-'` walks the whole course and stops for some of its moments alone. */
const ONLY = new RegExp(process.env.SCREENS_ONLY ?? '');

interface Room {
  readonly course: Course;
  readonly anna: Person;
  readonly wall: Page;
  readonly nadia: Person;
  /** The same seats as Anna's and the phone's, in English. */
  readonly emma: Person;
  readonly tom: Person;
}

test('pictures of a workshop from its preparation to its follow-up', async ({ tavolo, arrive }) => {
  const anna = await arrive({ name: 'Anna' });
  const nadia = await arrive({ name: 'Nadia', device: 'phone' });
  const emma = await arrive({ name: 'Emma', language: 'en' });
  const tom = await arrive({ name: 'Tom', device: 'phone', language: 'en' });
  await doors(
    [anna, 'home-facilitator', WIDTH.facilitator],
    [nadia, 'home-phone', WIDTH.phone],
    [tom, 'home-phone-en', WIDTH.phone],
  );
  const course = await opensPoste(tavolo.url, anna);
  try {
    const room: Room = { course, anna, nadia, emma, tom, wall: await screenOf(anna.context) };
    await takeSeats(room);
    for (const shoot of [gathering, writing, grouping, voting, tables, proposals])
      await shoot(room);
  } finally {
    course.leave();
  }
});

/** The first page, before there is a workshop. */
async function doors(...people: readonly (readonly [Person, string, number])[]): Promise<void> {
  for (const [{ page, says }, name, width] of people) {
    await page.goto('/');
    await expect(page.getByText(says('home.claim')).first()).toBeVisible();
    await pictures(page, name, width);
  }
}

async function screenOf(context: BrowserContext): Promise<Page> {
  const wall = await context.newPage();
  await wall.setViewportSize(HD);
  return wall;
}

async function takeSeats({ course, nadia, emma, tom }: Room): Promise<void> {
  const { joinCode } = course;
  for (const [{ page }, name] of [
    [nadia, 'join-phone'],
    [tom, 'join-phone-en'],
  ] as const) {
    await page.goto(`/j/${joinCode}`);
    await pictures(page, name, WIDTH.phone);
  }
  for (const { context, name, language } of [nadia, emma, tom]) {
    const response = await context.request.post('/api/join', {
      data: { code: joinCode, name, language },
    });
    const { seatId } = await response.json();
    if (name === 'Emma') await course.leads({ type: 'setRole', seatId, role: 'facilitator' });
  }
}

/** Everybody's page of one moment. `more`: in English, in the dark, on a screen of 3840 pixels. */
async function moment(
  { course, anna, nadia, emma, tom, wall }: Room,
  name: string,
  more: readonly ('en' | 'dark' | '4k')[] = [],
): Promise<void> {
  if (!ONLY.test(name)) return;
  const own = `/w/${course.workshopId}`;
  await wall.goto(`${own}/room`);
  await expect(wall.getByRole('main')).toBeVisible();
  await settles(wall);
  await pictures(wall, `${name}-projector`, WIDTH.projector);
  if (more.includes('dark')) {
    await wall.emulateMedia({ colorScheme: 'dark' });
    await pictures(wall, `${name}-projector-dark`, WIDTH.projector);
    await wall.emulateMedia({ colorScheme: 'light' });
  }
  if (more.includes('4k')) {
    await wall.setViewportSize(UHD);
    await pictures(wall, `${name}-projector-4k`, WIDTH.projector);
    await wall.setViewportSize(HD);
  }
  for (const [person, who] of [
    [anna, 'facilitator'],
    [nadia, 'phone'],
  ] as const) {
    await person.page.goto(own);
    await isQuiet(person);
    await pictures(person.page, `${name}-${who}`, WIDTH[who]);
    if (more.includes('dark')) {
      await person.page.emulateMedia({ colorScheme: 'dark' });
      await pictures(person.page, `${name}-${who}-dark`, WIDTH[who]);
      await person.page.emulateMedia({ colorScheme: 'light' });
    }
  }
  if (!more.includes('en')) return;
  for (const [person, who] of [
    [emma, 'facilitator'],
    [tom, 'phone'],
  ] as const) {
    await person.page.goto(own);
    await isQuiet(person);
    await pictures(person.page, `${name}-${who}-en`, WIDTH[who]);
  }
}

/** Loaded, and what everybody puts away once is put away. */
async function isQuiet({ page, says }: Person): Promise<void> {
  await expect(page.getByText(says('board.opening'))).toHaveCount(0);
  await expect(page.getByText(says('common.saved'), { exact: true }).first()).toBeAttached();
  await settles(page);
  const understood = page.getByRole('button', { name: says('phases.understood') });
  if (await understood.isVisible()) await understood.click();
}

async function gathering(room: Room): Promise<void> {
  const { course, anna } = room;
  await moment(room, '0-prepare');
  await course.movesTo('listen', null);
  await course.write(0, 14, 'listen');
  await course.offer();
  await moment(room, '1-listen', ['en']);
  await people(room, anna);
}

/** The panel of whoever leads: the door, the code, the roles. */
async function people({ course }: Room, { page, says }: Person): Promise<void> {
  await page.goto(`/w/${course.workshopId}`);
  await page.getByRole('button', { name: says('common.people'), exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await pictures(page, 'people-facilitator', WIDTH.facilitator);
}

async function writing(room: Room): Promise<void> {
  const { course } = room;
  await course.movesTo('write', 8);
  await course.write(14, 48, 'write');
  // The number comes after the last slip, not with it.
  await room.wall.goto(`/w/${course.workshopId}/room`);
  await expect(room.wall.getByText(COVERED)).toBeVisible();
  await moment(room, '2-write');
  await course.movesTo('share', 15);
  await course.leads({ type: 'revealCards' });
  await moment(room, '3-share', ['4k']);
}

async function grouping(room: Room): Promise<void> {
  const { course } = room;
  await course.movesTo('cluster', 25);
  await course.group();
  for (const [at, guest] of course.guests.slice(0, 3).entries()) {
    guest.shows({ cursor: { x: 300 + at * 420, y: 260 + at * 130 }, holding: null });
  }
  for (const guest of course.guests.slice(4, 6)) await guest.does({ type: 'raiseHand' });
  await moment(room, '4-cluster', ['en', 'dark', '4k']);
  for (const guest of course.guests) guest.shows({ cursor: null, holding: null });
  for (const guest of course.guests.slice(4, 6)) {
    await guest.does({ type: 'lowerHand', seatId: guest.seatId });
  }
}

async function voting(room: Room): Promise<void> {
  const { course } = room;
  await course.movesTo('prioritise', 10);
  await course.openVote();
  await course.vote(0, 15);
  await moment(room, '5-prioritise-open', ['en']);
  await course.vote(15, 21);
  await course.closeVote();
  await moment(room, '5-prioritise-closed', ['4k']);
}

async function tables(room: Room): Promise<void> {
  const { course, nadia, tom, anna } = room;
  await course.movesTo('tables', 40);
  await course.sitAtTables();
  await course.workAtTables();
  const tableId = course.tables.get('t2');
  if (tableId === undefined) throw new Error('there is no second table');
  for (const { context } of [nadia, tom]) {
    const response = await context.request.get(`/api/workshops/${course.workshopId}`);
    const { seat } = await response.json();
    await course.leads({ type: 'assignTable', seatId: seat.seatId, tableId });
  }
  await moment(room, '6-tables', ['en', 'dark']);
  const { page, says } = anna;
  await page
    .getByRole('button', { name: says('tables.open') })
    .nth(1)
    .click();
  await settles(page);
  await pictures(page, '6-table-facilitator', WIDTH.facilitator);
}

/** From the plenary on the proposals are what everybody looks at. */
async function proposals(room: Room): Promise<void> {
  const { course, anna, nadia } = room;
  const [proposalId] = course.proposals;
  for (const [phase, name] of [
    ['plenary', '7-plenary'],
    ['commit', '8-commit'],
    ['follow-up', '9-follow-up'],
  ] as const satisfies readonly (readonly [Phase, string])[]) {
    await course.movesTo(phase, phase === 'plenary' ? 30 : null);
    if (phase === 'plenary') await amendments(course);
    await moment(room, name);
    if (phase !== 'plenary') continue;
    for (const [person, who] of [
      [anna, 'facilitator'],
      [nadia, 'phone'],
    ] as const) {
      await person.page.goto(`/w/${course.workshopId}/proposals`);
      await settles(person.page);
      await pictures(person.page, `proposals-${who}`, WIDTH[who]);
      await person.page.goto(`/w/${course.workshopId}/proposals/${proposalId}`);
      await settles(person.page);
      await pictures(person.page, `proposal-${who}`, WIDTH[who]);
    }
  }
}

async function amendments({ guests, proposals: [proposalId] }: Course): Promise<void> {
  if (proposalId === undefined) throw new Error('there is no proposal');
  const words = [
    'Aggiungere un numero da chiamare anche la domenica.',
    'Dire chi paga nei primi due mesi, prima che arrivi il contributo.',
  ];
  for (const [at, text] of words.entries()) {
    await guests[at + 5]?.does({
      type: 'proposeAmendment',
      amendmentId: crypto.randomUUID() as never,
      proposalId,
      text,
      language: 'it',
      signed: at === 0,
    });
  }
}
