/** One workshop with people whose clocks are off: they write, a move is announced, the server's clock jumps. */
import { secondsUntil } from '@tavolo/client/phases/seconds-until';
import type { CardId } from '@tavolo/model';
import { writing } from '@tavolo/model/testing/play';
import { someId } from '../simulation/orders.ts';
import type { Page } from '../simulation/page.ts';
import { comeToRest, deliverAll } from '../simulation/rest.ts';
import { type Sabotage, World } from '../simulation/world.ts';

const HOUR_MS = 3_600_000;
const SKEWS = [0, -2 * HOUR_MS, 2 * HOUR_MS, -47 * 60_000, 13_000];
/** A session of those who take part lasts thirty days. */
const PAST_ALL_SESSIONS_MS = 400 * 24 * HOUR_MS;
/** Between two frames that arrive. */
const MOST_PAUSE_MS = 8;
const TICK_MS = 1_000;
/** Until a page shows what has come. */
const DRAWN_MS = 50;

export interface Afternoon {
  readonly skews: readonly number[];
  /** The largest difference between a countdown on a screen and the truth. */
  readonly wrongMs: number;
  readonly looks: number;
  readonly moves: number;
  readonly lateMoves: number;
  readonly changes: number;
  readonly misplaced: number;
  readonly misplacedByDevice: number;
  readonly decidedAfterJump: number;
  readonly backwards: number;
  readonly backwardsByClock: number;
  readonly sentAway: number;
  readonly expiredSentAway: number;
}

export interface AfternoonOptions {
  readonly seed: number;
  /** For the control: pages do not correct their clocks by what the server tells. */
  readonly trustsDevices?: boolean;
  /** For the control: the server's clock is set back while a move is announced. */
  readonly setBackEarly?: boolean;
}

export async function afternoon({
  seed,
  trustsDevices,
  setBackEarly,
}: AfternoonOptions): Promise<Afternoon> {
  let serverSkewMs = 0;
  const sabotage: Sabotage = {
    serverSkewMs: () => serverSkewMs,
    ...(trustsDevices === true
      ? {
          live: (events, now) => ({
            ...events,
            up: (hello) => events.up({ ...hello, now: now() }),
          }),
        }
      : {}),
  };
  const world = await World.open({
    seed,
    people: ['facilitator', 'participant', 'participant', 'participant', 'observer'],
    skews: SKEWS,
    sabotage,
  });
  try {
    await openSlowly(world);
    const [leader] = world.pages;
    if (leader === undefined) throw new Error('nobody leads');
    await world.time.enter(
      leader.owner,
      () => void leader.room.send({ type: 'moveToPhase', phase: 'listen', afterS: 0 }),
    );
    await comeToRest(world, 0);
    const order = await write(world);
    const countdown = await announce(world, leader, () => {
      if (setBackEarly === true) serverSkewMs = -2 * HOUR_MS;
    });
    const decidedBefore = world.reference.log.length;
    serverSkewMs = -2 * HOUR_MS;
    const clocks = await write(world, () => world.time.now() + serverSkewMs);
    const sentAway = world.pages.filter(({ room }) => room.get().opening.is !== 'ready').length;
    world.look();
    serverSkewMs = PAST_ALL_SESSIONS_MS;
    for (const device of world.devices) await world.openPage(device);
    const late = world.pages.slice(world.devices.length);
    await comeToRest(world, 0);
    const after = world.reference.log.slice(decidedBefore);
    const lastAt = world.reference.log[decidedBefore - 1]?.at ?? 0;
    return {
      skews: SKEWS,
      ...countdown,
      changes: order.written.length,
      misplaced: misplaced(world, order.written),
      misplacedByDevice: misplaced(world, byDevice(order)),
      decidedAfterJump: after.length,
      backwards: after.filter(({ at }, index) => at < (after[index - 1]?.at ?? lastAt)).length,
      backwardsByClock: clocks.times.filter((at) => at < lastAt).length,
      sentAway,
      expiredSentAway: late.filter(({ room }) => room.get().opening.is === 'no-seat').length,
    };
  } finally {
    world.close();
  }
}

/** Everybody opens the page, over a network that takes its time. */
async function openSlowly(world: World): Promise<void> {
  for (const device of world.devices) await world.openPage(device);
  while (world.pages.some(({ room }) => room.get().opening.is !== 'ready')) {
    const { ready } = world.network;
    const lane = ready.length === 0 ? undefined : world.random.pick(ready);
    const run = lane?.take();
    if (lane !== undefined && run !== undefined) await world.time.enter(lane.to, run);
    for (const node of world.nodes) await world.stepDisk(node, 'kept');
    await world.time.pass(world.random.below(MOST_PAUSE_MS));
  }
  await comeToRest(world, 0);
}

interface Written {
  readonly written: readonly CardId[];
  /** By the writer's own clock, or as `clock` says. */
  readonly times: readonly number[];
}

/** One after another they write a card, each is on the server before the next is written. */
async function write(world: World, clock?: () => number): Promise<Written> {
  const written: CardId[] = [];
  const times: number[] = [];
  const writers = world.pages.filter(({ device }) => !device.name.startsWith('observer'));
  for (let round = 0; round < 2; round += 1) {
    for (const page of writers) {
      const cardId = someId<CardId>(world.random);
      const { phase } = page.room.get().workshop;
      times.push(clock?.() ?? world.time.now() + page.device.skewMs);
      await world.time.enter(page.owner, () => {
        const refused = page.room.send(writing(cardId, { text: 'un bisogno', writtenIn: phase }));
        if (refused === null) written.push(cardId);
      });
      await deliverAll(world);
      await world.time.pass(DRAWN_MS);
      await deliverAll(world);
    }
  }
  return { written, times };
}

/** The same cards in the order that the clocks of their devices give. */
function byDevice({ written, times }: Written): readonly CardId[] {
  return [...written.keys()]
    .sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0))
    .flatMap((index) => written[index] ?? []);
}

/** How many stand in the log elsewhere than in this order. */
function misplaced(world: World, order: readonly CardId[]): number {
  const wanted = new Set(order);
  const inLog = world.reference.log
    .flatMap(({ events }) => events)
    .flatMap((event) => (event.type === 'cardWritten' ? [event.card.id] : []))
    .filter((id) => wanted.has(id));
  return order.filter((id, index) => inLog[index] !== id).length;
}

async function announce(world: World, leader: Page, announced: () => void) {
  const wrong: number[] = [];
  let [lateMoves, moves] = [0, 0];
  for (const [phase, afterS] of [
    ['write', 20],
    ['listen', 45],
  ] as const) {
    moves += 1;
    await world.time.enter(
      leader.owner,
      () => void leader.room.send({ type: 'moveToPhase', phase, afterS }),
    );
    await deliverAll(world);
    const at = world.reference.state.move?.at;
    if (at === undefined) throw new Error('no move was announced');
    announced();
    while (world.time.now() < at) {
      for (const { room, device } of world.pages) {
        const { workshop, clockOffset } = room.get();
        if (workshop.move === null) continue;
        const deviceNow = world.time.now() + device.skewMs;
        const shown = secondsUntil(workshop.move.at, deviceNow, clockOffset) * 1_000;
        wrong.push(Math.abs(shown - secondsUntil(at, world.time.now(), 0) * 1_000));
      }
      await world.time.pass(Math.min(TICK_MS, at - world.time.now()));
      await deliverAll(world);
    }
    await world.time.pass(TICK_MS);
    await deliverAll(world);
    const done = world.reference.log.find(
      ({ type, at: when }) => type === 'completeMove' && when >= at,
    );
    if (done !== undefined && done.at - at <= TICK_MS) continue;
    lateMoves += 1;
    // Or it would hang over all that follows.
    await world.time.enter(leader.owner, () => void leader.room.send({ type: 'cancelMove' }));
    break;
  }
  return { wrongMs: Math.max(...wrong), looks: wrong.length, moves, lateMoves };
}
