/** What goes wrong, one at a time, while everybody works. Each is over when it says so. */
import type { Seeded } from '../seeded.ts';
import { pause } from '../victim/until.ts';
import { now } from './hands.ts';
import type { Installation } from './installation.ts';
import type { ClusterNode } from './node.ts';
import { slowDisk } from './slow-disk.ts';

export interface Around {
  readonly installation: Installation;
  readonly random: Seeded;
  /** From 0, among the rounds of this fault. */
  readonly round: number;
  /** Compares what people were told with the database, at this very moment. */
  readonly judge: () => Promise<void>;
}

export interface Struck {
  readonly from: number;
  /** From then on nothing is in anybody's way. */
  readonly overAt: number;
  /** Until a node that cannot save said so to whatever stands before it (ms). */
  readonly unreadyMs?: number;
  /** What it did that it must not. */
  readonly wrong?: readonly string[];
}

export interface Fault {
  readonly name: string;
  /** Redis alone is gone, for one node or all: changes still come, if later. */
  readonly isDoorbell?: true;
  /** Two nodes have all they need; and what the third lacks it knows at once, and says. */
  readonly spares?: 'others' | 'and says so';
  strike(around: Around): Promise<Struck>;
}

/** Long enough that everybody has something on the way when it ends. */
const SHORT_MS = 2_500;
/** Past the time after which a store that does not answer is given up. */
const FROZEN_MS = 12_000;
/** Every so many rounds something is frozen for that long. */
const FROZEN_EVERY = 5;
const READY_MS = 20_000;
const DISK_MS = 250;

const killed: Fault = {
  name: 'a node is killed',
  async strike({ installation, random, judge }) {
    const node = random.pick(installation.nodes);
    await node.kill();
    const overAt = now();
    await judge();
    await node.start();
    return { from: overAt, overAt };
  },
};

const rolling: Fault = {
  name: 'all nodes are restarted in turn',
  async strike({ installation }) {
    const from = now();
    const wrong: string[] = [];
    for (const node of installation.nodes) {
      const code = await node.end();
      if (code !== 0) wrong.push(`${node.name} ended with ${code}`);
      await node.start();
      await becomesReady(installation, node);
    }
    return { from, overAt: now(), wrong };
  },
};

const redisKilled: Fault = {
  name: 'Redis is killed',
  isDoorbell: true,
  async strike({ installation: { redis }, random }) {
    const from = now();
    await redis.crash();
    await pause(SHORT_MS + random.below(SHORT_MS));
    await redis.start();
    return { from, overAt: now() };
  },
};

const postgresRestarted: Fault = {
  name: 'PostgreSQL crashes',
  async strike({ installation: { postgres, nodes }, random, judge }) {
    const from = now();
    await postgres.crash();
    await pause(random.below(SHORT_MS));
    // Looked at before anybody can bring again what was lost.
    for (const { toDatabase } of nodes) toDatabase.cut();
    await postgres.start();
    await judge();
    for (const { toDatabase } of nodes) toDatabase.heal();
    return { from, overAt: now() };
  },
};

const cutFromRedis: Fault = {
  name: 'a node is cut off from Redis',
  isDoorbell: true,
  async strike({ installation, random }) {
    const { toRedis } = random.pick(installation.nodes);
    const from = now();
    toRedis.cut();
    await pause(SHORT_MS + random.below(SHORT_MS));
    toRedis.heal();
    return { from, overAt: now() };
  },
};

const frozenRedis: Fault = {
  name: 'nothing passes between a node and Redis',
  isDoorbell: true,
  async strike({ installation, random }) {
    const { toRedis } = random.pick(installation.nodes);
    const from = now();
    toRedis.freeze();
    await pause(SHORT_MS + random.below(SHORT_MS));
    toRedis.heal();
    return { from, overAt: now() };
  },
};

const cutFromPostgres: Fault = {
  name: 'a node is cut off from PostgreSQL',
  spares: 'and says so',
  async strike({ installation, random }) {
    const node = random.pick(installation.nodes);
    await becomesReady(installation, node);
    const from = now();
    node.toDatabase.cut();
    await installation.heard.within(READY_MS, () => !node.isReady);
    const unreadyMs = now() - from;
    await pause(Math.max(0, SHORT_MS - unreadyMs) + random.below(SHORT_MS));
    node.toDatabase.heal();
    return { from, overAt: now(), unreadyMs };
  },
};

const frozenPostgres: Fault = {
  name: 'nothing passes between a node and PostgreSQL',
  spares: 'others',
  async strike({ installation, random, round }) {
    const { toDatabase } = random.pick(installation.nodes);
    const from = now();
    toDatabase.freeze();
    const isLong = round % FROZEN_EVERY === FROZEN_EVERY - 1;
    await pause(isLong ? FROZEN_MS : SHORT_MS + random.below(SHORT_MS));
    toDatabase.heal();
    return { from, overAt: now() };
  },
};

const slow: Fault = {
  name: 'the disk of PostgreSQL is slow',
  async strike({ installation: { postgres }, random }) {
    const from = now();
    const disk = await slowDisk(postgres.pid(), DISK_MS);
    await pause(SHORT_MS + random.below(SHORT_MS));
    await disk.heal();
    return { from, overAt: now() };
  },
};

/** Those that every run tries, and those that the long one adds. */
export const FAULTS: Readonly<Record<'short' | 'long', readonly Fault[]>> = {
  short: [killed, redisKilled, postgresRestarted],
  long: [
    killed,
    rolling,
    redisKilled,
    postgresRestarted,
    cutFromRedis,
    frozenRedis,
    cutFromPostgres,
    frozenPostgres,
    slow,
  ],
};

export async function becomesReady(
  { heard }: Installation,
  ...nodes: readonly ClusterNode[]
): Promise<void> {
  const ready = await heard.within(READY_MS, () => nodes.every(({ isReady }) => isReady));
  if (!ready) throw new Error(`${nodes.map(({ name }) => name)}: not ready`);
}
