/**
 * T12. A day of coming and going in minutes: a hundred thousand connections, five hundred
 * workshops that are opened and leave memory again. What is left in the end is what was there
 * before anybody came.
 */
import { inFolder, type Served, startServed } from '../crowd/served.ts';
import type { Left, Place } from '../crowd/words.ts';
import { type Seeded, seeded } from '../seeded.ts';
import { row, type Scale, type Torture, type TortureRow } from '../torture.ts';
import { pause } from '../victim/until.ts';
import { visit } from './visitors.ts';

interface Size {
  readonly connections: number;
  /** Made once; each is opened again and again. */
  readonly places: number;
  /** Times that a workshop is opened and left. */
  readonly opened: number;
  readonly controlConnections: number;
}

const SIZES: Record<Scale, Size> = {
  short: { connections: 640, places: 2, opened: 16, controlConnections: 320 },
  long: { connections: 100_000, places: 50, opened: 500, controlConnections: 2_000 },
};
/** The first part, in which caches fill: as the second minute is of a day. */
const WARMING = 1 / 8;
const AT_ONCE = 20;
const PEOPLE = 8;
const MOST_GROWTH = 10;
const REST_WITHIN_MS = 15_000;
const LOOK_MS = 400;
/** Instead of half a minute; and the doors open for a day's people in minutes. */
const QUICKLY = {
  keepMs: 150,
  address: { perSecond: 1_000_000, burst: 1_000_000 },
  requests: { perSecond: 10_000, burst: 10_000 },
} as const;

export const soak: Torture = {
  name: 'soak',
  catalogue: 'T12',
  promise: 'After a day of coming and going nothing is left in memory that was not there before.',
  run: ({ seed, scale, say }) => inFolder((folder) => run(folder, SIZES[scale], seeded(seed), say)),
};

async function run(
  folder: string,
  size: Size,
  random: Seeded,
  say: (line: string) => void,
): Promise<readonly TortureRow[]> {
  const served = await startServed(folder, QUICKLY);
  try {
    const before = await served.left();
    const places: Place[] = [];
    for (let n = 0; n < size.places; n += 1) {
      places.push(await served.place({ people: PEOPLE, cards: 3, texts: 1 }));
    }
    await comeAndGo(served, places, share(size, WARMING), random);
    const early = await atRest(served, before);
    say(`after ${Math.round(size.connections * WARMING)}: ${JSON.stringify(early)}`);
    await comeAndGo(served, places, share(size, 1 - WARMING), random);
    const late = await atRest(served, before);
    say(`after ${size.connections}: ${JSON.stringify(late)}`);
    await served.hoard();
    const opened = Math.max(
      1,
      Math.round((size.opened * size.controlConnections) / size.connections),
    );
    await comeAndGo(served, places, { connections: size.controlConnections, opened }, random);
    const hoarded = await atRest(served, before, LOOK_MS);
    say(`a server that keeps everything: ${JSON.stringify(hoarded)}`);
    return rows(size, { before, early, late, hoarded });
  } finally {
    await served.kill();
  }
}

interface Coming {
  readonly connections: number;
  readonly opened: number;
}

function share({ connections, opened }: Coming, part: number): Coming {
  return { connections: Math.round(connections * part), opened: Math.round(opened * part) };
}

/** One workshop after another, so that those before have time to leave. */
async function comeAndGo(
  served: Served,
  places: readonly Place[],
  { connections, opened }: Coming,
  random: Seeded,
): Promise<void> {
  const times = Math.ceil(connections / opened);
  for (let n = 0; n < opened; n += 1) {
    const place = places[n % places.length];
    if (place === undefined) throw new Error('there is no workshop');
    await visit(served, place, { times, atOnce: AT_ONCE, random });
  }
}

/** Once everything has had its time to leave, or has not left. */
async function atRest(served: Served, before: Left, patienceMs = REST_WITHIN_MS): Promise<Left> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const left = await served.left();
    const isAtRest =
      left.workshops === 0 &&
      left.texts === 0 &&
      left.sockets <= before.sockets &&
      left.documents <= before.documents &&
      left.timers <= before.timers;
    if (isAtRest || Date.now() > until) return left;
    await pause(LOOK_MS);
  }
}

interface Course {
  readonly before: Left;
  readonly early: Left;
  readonly late: Left;
  readonly hoarded: Left;
}

function rows(size: Size, { before, early, late, hoarded }: Course): readonly TortureRow[] {
  const { connections, opened } = size;
  const growth = (from: Left, to: Left) => (to.heapMB / from.heapMB - 1) * 100;
  const isLeft = (what: keyof Left) => ({
    value: Math.max(0, late[what] - before[what]),
    goal: 0,
    control: hoarded[what] > before[what],
  });
  return [
    row({
      name: 'growth of the heap after an eighth of the day',
      value: growth(early, late),
      unit: '%',
      goal: MOST_GROWTH,
      attempts: connections,
      faultsInjected: connections,
      control: growth(late, hoarded) > MOST_GROWTH,
      note: `${early.heapMB.toFixed(1)} MB, then ${late.heapMB.toFixed(1)} MB; control: after ${size.controlConnections} more at a server that keeps everything ${hoarded.heapMB.toFixed(1)} MB`,
    }),
    row({
      name: 'workshops left in memory',
      ...isLeft('workshops'),
      unit: 'workshops',
      attempts: opened,
      faultsInjected: opened,
    }),
    row({
      name: 'documents left in memory',
      ...isLeft('documents'),
      unit: 'documents',
      attempts: opened,
      faultsInjected: opened,
    }),
    row({
      name: 'connections left in memory',
      ...isLeft('sockets'),
      unit: 'connections',
      attempts: connections,
      faultsInjected: connections,
    }),
    row({
      name: 'timers left',
      ...isLeft('timers'),
      unit: 'timers',
      attempts: connections,
      faultsInjected: connections,
    }),
  ];
}
