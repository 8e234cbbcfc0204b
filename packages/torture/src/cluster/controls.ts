/**
 * The same attacks on nodes that break a promise: what they do wrong has to be found here, or
 * the rows above say nothing. One node lies at a time, and everybody is sent to it.
 */
import { APART_MS, type CheatName } from '../victim/cheats.ts';
import type { Meeting } from '../victim/meeting.ts';
import { Conditions, pause } from '../victim/until.ts';
import { dialNode, differing } from './copies.ts';
import { becomesReady } from './faults.ts';
import { type Hand, now, PostHand } from './hands.ts';
import type { Claims } from './ledger.ts';
import { Lookout } from './lookout.ts';
import type { ClusterNode } from './node.ts';
import type { Scene } from './rounds.ts';

/** What each attack found at a liar. */
export interface Controls {
  readonly lost: number;
  readonly doubled: number;
  readonly boards: number;
  readonly texts: number;
  /** Whoever asks for what the rules refuse was noticed. */
  readonly refused: number;
  /** How late a change came to a node that hears nothing (ms). */
  readonly seenMs: number;
  /** Whether a node that hides it went on being called ready without its database. */
  readonly staysReady: boolean;
  /** Done while no node had a database. */
  readonly doneWithout: number;
  /** Not back after so long (ms); null where it was not tried. */
  readonly backMs: number | null;
}

const NOTHING: Claims = { commands: [], words: [] };
const MOST_TRIES = 4;
const WORK_MS = 2_500;
const COMPARED_WITHIN_MS = 1_000;
const REFUSED_WITHIN_MS = 10_000;

export interface Goals {
  readonly seenMs: number;
  readonly unreadyMs: number;
  readonly backMs: number;
}

export async function control(
  scene: Scene,
  meeting: Meeting,
  goals: Goals,
  isLong: boolean,
): Promise<Controls> {
  const { installation, people, ledger } = scene;
  const { nodes, balancer, redis, postgres } = installation;
  const [liar, honest] = nodes;
  if (liar === undefined || honest === undefined) throw new Error('there are no nodes');

  /** It goes on lying until the next lie; but people are everywhere again. */
  async function lying<Found>(cheat: CheatName, work: (node: ClusterNode) => Promise<Found>) {
    const node = liar as ClusterNode;
    await node.kill();
    await node.start(cheat);
    try {
      return await work(node);
    } finally {
      balancer.only(null);
    }
  }

  const seenMs = await lying('deaf', async (node) => {
    people.rest();
    await people.settled(WORK_MS);
    balancer.only([honest]);
    const watcher = await dialNode(installation, node, meeting);
    const lookout = new Lookout([watcher]);
    await redis.crash();
    try {
      const from = now();
      people.work();
      await people.heard.within(WORK_MS, () => people.doneBetween(from, now()).length > 5);
      people.rest();
      const done = people.doneBetween(from, now());
      await pause(goals.seenMs + 500);
      return Math.max(0, ...lookout.delays(done));
    } finally {
      await redis.start();
      lookout.close();
      watcher.close();
    }
  });

  const staysReady = await lying('calm', async (node) => {
    await becomesReady(installation, node);
    node.toDatabase.cut();
    const noticed = await installation.heard.within(goals.unreadyMs, () => !node.isReady);
    node.toDatabase.heal();
    return !noticed;
  });

  people.work();
  for (const { toDatabase } of nodes) toDatabase.cut();
  const cutAt = now();
  await pause(WORK_MS);
  const doneWithout = people
    .doneBetween(cutAt, now())
    .filter(({ begunAt }) => begunAt >= cutAt).length;
  for (const { toDatabase } of nodes) toDatabase.heal();

  const backMs = isLong
    ? await lying('gives-up', async (node) => {
        balancer.only([node]);
        await postgres.crash();
        await postgres.start();
        return people.backAfter(now(), goals.backMs);
      })
    : null;

  const before = (await ledger.judge(NOTHING)).doubled.length;
  let doubled = 0;
  // Whether the blow falls between the deed and the word is a matter of luck.
  for (let tries = 0; tries < MOST_TRIES && doubled === 0; tries += 1) {
    doubled = await lying('late', async (node) => {
      balancer.only([node]);
      const from = now();
      await people.heard.within(goals.backMs, () => people.begunSince(from, 'command').length > 5);
      // Of what is sent upon the last answers the first is written alone, then all the others
      // together: by now those are on the disk, and nobody has been told.
      await pause(1.5 * APART_MS);
      await node.kill();
      balancer.only(null);
      await people.backAfter(now(), goals.backMs);
      return (await ledger.judge(NOTHING)).doubled.length - before;
    });
  }

  const differ = await lying('imagines', async (node) => {
    balancer.only([node]);
    const from = now();
    const has = (kind: Hand['kind']) => people.begunSince(from, kind).length > 1;
    await people.heard.within(goals.backMs, () => has('command') && has('word'));
    return differing(installation, meeting, ledger, COMPARED_WITHIN_MS);
  });

  let lost = 0;
  for (let tries = 0; tries < MOST_TRIES && lost === 0; tries += 1) {
    lost = await lying('early', async (node) => {
      // Words of an earlier lie are being brought again by those who typed them.
      const known = new Set((await ledger.judge(people.claims)).lost);
      balancer.only([node]);
      // Of what was told just now nothing can be on the disk yet.
      const fresh = () => people.doneBetween(now() - APART_MS / 2, now());
      await people.heard.within(goals.backMs, () => fresh().length > 2);
      // Before anybody can bring again what was lost.
      balancer.only([]);
      await node.kill();
      return (await ledger.judge(people.claims)).lost.filter((each) => !known.has(each)).length;
    });
  }
  const refused = await refusedHand(balancer.url, meeting, scene);
  return { lost, doubled, ...differ, seenMs, staysReady, doneWithout, backMs, refused };
}

/** How often somebody without the right to it is told no. */
async function refusedHand(url: string, meeting: Meeting, { random }: Scene): Promise<number> {
  const heard = new Conditions();
  const who = { name: 'x', cookie: meeting.cookies[0] ?? '', workshopId: meeting.workshopId };
  const asks = () => ({ type: 'moveToPhase', phase: 'listen', afterS: 0 }) as const;
  const hand = new PostHand(url, who, asks, { random, told: heard.tell });
  hand.wake();
  await heard.within(REFUSED_WITHIN_MS, () => hand.wrong.length > 0);
  hand.close();
  return hand.wrong.length;
}
