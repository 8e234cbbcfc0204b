/**
 * One installation on many machines, on one machine: 13,668 people in 135 workshops look at their
 * boards while some change them, on one, two and four nodes with PostgreSQL and Redis, beside one
 * node on SQLite and beside hocuspocus with its Redis extension. All of it shares the cores with
 * two processes full of people: the rows say how busy those were.
 */
import type { LongScenario, Values } from '../scenario.ts';
import { type Crowds, startCrowds } from './crowd/crowds.ts';
import type { Room } from './crowd/words.ts';
import {
  LIVELY_NAMES,
  MEASURES,
  OURS,
  OURS_NAMES,
  type OursName,
  PEER_NAMES,
  PEER_NODES,
  PEERS,
} from './measures.ts';
import { installPeers, openPeers } from './peers.ts';
import {
  type Ground,
  onPostgres,
  onSqlite,
  type RedisServer,
  type Site,
  startRedis,
} from './sites.ts';
import { type Load, storms, windows } from './stages.ts';
import { untilStopped } from './stopping.ts';

/** The project's own figures: its organisations, and the people it has reached. */
const ROOMS = 135;
const PEOPLE = 13_668;
/** Of each room: on every node some, in each of two generators. */
const WRITERS = 8;
/** In a room; nobody waits for a slow server. */
const CHANGES_PER_SECOND = 1.5;
const SETTLE_MS = 12_000;
const WINDOW_MS = 6_000;
const STORM_MS = 3_000;
/**
 * Rooms where hands move: everybody sees every movement, so that a few rooms are as much as
 * hocuspocus can do on this machine.
 */
const LIVELY = { rooms: 4, pointers: 5, hz: 10, settleMs: 3_000 } as const;

export const cluster: LongScenario = { name: 'cluster', measures: MEASURES, runs };

/** For each run its numbers, by stage and by name. */
type Stages = Record<string, Record<string, number>[]>;

async function runs(times: number, given: ReadonlyMap<string, number>): Promise<readonly Values[]> {
  const rooms = given.get('rooms') ?? ROOMS;
  const people = Math.max(WRITERS, Math.round((given.get('people') ?? PEOPLE) / rooms));
  const load: Load = {
    rooms,
    people,
    writers: WRITERS,
    pointers: 0,
    hz: 0,
    perSecond: rooms * CHANGES_PER_SECOND,
    settleMs: SETTLE_MS,
    windowMs: WINDOW_MS,
    stormMs: STORM_MS,
  };
  installPeers();
  const stages: Stages = {};
  const redis = await startRedis();
  try {
    await withGround(onSqlite(rooms, people), (ground) =>
      ours(stages, 'sqlite', ground, load, times),
    );
    await withGround(onPostgres(rooms, people, redis), async (ground) => {
      await ours(stages, 'one', ground, load, times);
      await ours(stages, 'two', ground, load, times);
      await peers(stages, ground.rooms, redis, load, times);
      await ours(stages, 'four', ground, load, times);
      await everybodyLive(stages, ground, load, times);
      await lively(stages, ground, redis, load, times);
    });
  } finally {
    await redis.close();
  }
  return Array.from({ length: times }, (_, n) => together(stages, n));
}

async function withGround(making: Promise<Ground>, use: (ground: Ground) => Promise<void>) {
  const ground = await making;
  try {
    await use(ground);
  } finally {
    await ground.close();
  }
}

async function ours(
  stages: Stages,
  name: OursName,
  ground: Ground,
  load: Load,
  times: number,
): Promise<void> {
  const { nodes, words } = OURS[name];
  await withSite(ground.open(nodes), ground.rooms, async (site, crowds) => {
    stages[`${name}/storm`] = await storms(crowds, site, load, 'rooms', times);
    if (nodes > 1) stages[`${name}/mixed`] = await storms(crowds, site, load, 'people', times);
  });
  // Afresh: what a connection costs is seen in a process that has had none.
  await withSite(ground.open(nodes), ground.rooms, async (site, crowds) => {
    stages[name] = await windows(crowds, site, load, 'board', times);
  });
  say(words, stages[name]);
}

async function peers(
  stages: Stages,
  rooms: readonly Room[],
  redis: RedisServer,
  load: Load,
  times: number,
): Promise<void> {
  for (const name of PEER_NAMES) {
    await withSite(openPeers(redis, PEER_NODES, PEERS[name]), rooms, async (site, crowds) => {
      stages[name] = await windows(crowds, site, load, 'peer', times);
    });
    say(name, stages[name]);
  }
}

async function everybodyLive(stages: Stages, ground: Ground, load: Load, times: number) {
  await withSite(ground.open(2), ground.rooms, async (site, crowds) => {
    stages.live = await windows(crowds, site, load, 'live', times);
  });
  say('everybody on /live', stages.live);
}

/** In turns, so that what the machine does meanwhile comes to all of them. */
async function lively(
  stages: Stages,
  ground: Ground,
  redis: RedisServer,
  { rooms, ...load }: Load,
  times: number,
): Promise<void> {
  const lot = Math.min(rooms, LIVELY.rooms);
  const quick = { ...load, ...LIVELY, rooms: lot, perSecond: lot * CHANGES_PER_SECOND };
  for (let n = 0; n < times; n += 1) {
    for (const name of LIVELY_NAMES) {
      const opening =
        name === 'two' ? ground.open(OURS.two.nodes) : openPeers(redis, PEER_NODES, PEERS[name]);
      const stage = `${name}/lively`;
      await withSite(opening, ground.rooms, async (site, crowds) => {
        const kind = name === 'two' ? 'board' : 'peer';
        const numbers = await windows(crowds, site, quick, kind, 1);
        stages[stage] = [...(stages[stage] ?? []), ...numbers];
        say(stage, numbers);
      });
    }
  }
}

async function withSite(
  opening: Promise<Site>,
  rooms: readonly Room[],
  use: (site: Site, crowds: Crowds) => Promise<void>,
): Promise<void> {
  const site = await opening;
  try {
    const crowds = await startCrowds(rooms);
    try {
      await untilStopped(use(site, crowds));
    } finally {
      await crowds.close();
    }
  } finally {
    await site.close();
  }
}

/** The values of one run. */
function together(stages: Stages, run: number): Values {
  const of = (stage: string, key: string): number => {
    const value = stages[stage]?.[run]?.[key];
    if (value === undefined) throw new Error(`${stage} gave no ${key}`);
    return value;
  };
  const values: Record<string, number> = {};
  for (const [stage, numbers] of Object.entries(stages)) {
    for (const [key, value] of Object.entries(numbers[run] ?? {}))
      values[`${stage}.${key}`] = value;
  }
  for (const name of OURS_NAMES) {
    values[`${name}.commands`] = of(`${name}/storm`, 'perSecond');
    values[`${name}.stormAck`] = of(`${name}/storm`, 'ack');
    values[`${name}.stormCores`] = of(`${name}/storm`, 'cores');
    if (OURS[name].nodes > 1) values[`${name}.mixed`] = of(`${name}/mixed`, 'perSecond');
  }
  const beyond = (name: OursName) => of(name, 'other') - of(name, 'same') - 2 * of(name, 'fsync');
  return {
    ...values,
    hop: beyond('two'),
    hop4: beyond('four'),
    shareOfOne: of('one/storm', 'perSecond') / of('two/storm', 'perSecond'),
    shareOfPeer: of('two/lively', 'cpu') / of('hocuspocus/lively', 'cpu'),
    shareOfPeer40: of('two/lively', 'cpu') / of('hocuspocus40/lively', 'cpu'),
    quietShare: of('two', 'cpu') / of('hocuspocus', 'cpu'),
    quietShare40: of('two', 'cpu') / of('hocuspocus40', 'cpu'),
  };
}

function say(what: string, numbers: readonly Record<string, number>[] = []): void {
  const told = (values: Record<string, number>) =>
    Object.entries(values)
      .map(([key, value]) => `${key} ${value.toFixed(2)}`)
      .join(', ');
  for (const each of numbers) process.stderr.write(`cluster: ${what}: ${told(each)}\n`);
}
