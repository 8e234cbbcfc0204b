/** The faults end, everything is delivered, and time passes until nothing happens any more. */
import { Broken } from './broken.ts';
import type { Page } from './page.ts';
import type { World } from './world.ts';

/** Longer than any pause of the outbox, of a provider, or until a dead line is noticed. */
const PATIENCE_MS = 180_000;
const STEP_MS = 1_000;
/** A board's line dials again after at most ten seconds, and nothing on the page says that it waits. */
export const LONGEST_BACKOFF_MS = 11_000;
const DRAWN_MS = 100;
/** Turns in which nothing but turns happens. */
const MOST_TURNS = 200_000;

/** Until nothing has happened for `quietMs`. */
export async function comeToRest(world: World, quietMs: number): Promise<void> {
  for (const { name } of world.devices) world.network.comeBack(name);
  world.bus.mendAll();
  while (world.disk.late > 0) await world.disk.arriveLate(0);
  while (!world.isComplete) await world.startNode();
  let quietSince = world.time.now();
  const until = quietSince + PATIENCE_MS;
  while (world.time.now() <= until) {
    await deliverAll(world);
    // Where nobody could be reached the page says so, and offers to try again.
    for (const { owner, room } of world.pages) {
      if (room.get().opening.is === 'failed') await world.time.enter(owner, () => room.retry());
    }
    const decisions = world.reference.log.length;
    await world.time.pass(STEP_MS);
    await deliverAll(world);
    // Pages draw a moment later.
    await world.time.pass(DRAWN_MS);
    await deliverAll(world);
    const nothingNew =
      world.reference.log.length === decisions && world.reference.state.move === null;
    if (!nothingNew || world.nodes.length === 0 || !world.pages.every(isQuiet)) {
      quietSince = world.time.now();
    } else if (world.time.now() - quietSince >= quietMs) return;
  }
  // What was found broken meanwhile says more.
  world.look();
  const loud = world.pages.filter((page) => !isQuiet(page)).map(describe);
  throw new Broken('rest', `after three minutes there is still ${loud.join('; ') || 'no node'}`);
}

/** Whatever is on its way arrives; no time passes. */
export async function deliverAll(world: World): Promise<void> {
  for (let turns = 0; turns < MOST_TURNS; turns += 1) {
    const lane = world.network.ready[0];
    const run = lane?.take();
    if (lane !== undefined && run !== undefined) {
      await world.time.enter(lane.to, run);
      continue;
    }
    const node = world.nodes.find(({ owner }) => world.disk.waiting(owner) > 0);
    if (node !== undefined) {
      await world.stepDisk(node, 'kept');
      continue;
    }
    if (world.bus.waiting > 0) {
      const ring = world.bus.take(0, 'once');
      if (ring !== undefined) await world.time.enter(ring.owner, ring.deliver);
      continue;
    }
    if (await world.sweepClosed()) {
      while (!world.isComplete) await world.startNode();
      continue;
    }
    return;
  }
  throw new Broken('rest', 'messages beget messages without end');
}

function isQuiet(page: Page): boolean {
  const { opening, saving, waiting } = page.room.get();
  // Said in so many words; whether it had to be is looked at afterwards.
  if (opening.is === 'no-seat' || opening.is === 'gone' || opening.is === 'waiting') return true;
  if (opening.is !== 'ready' || saving.is !== 'saved' || waiting.size > 0) return false;
  return [...page.sheets.values()].every(({ shared }) => {
    const { shown, saving: text } = shared.get();
    return shown !== null && text === 'saved';
  });
}

function describe(page: Page): string {
  const { opening, saving, waiting } = page.room.get();
  const texts = [...page.sheets.values()].map(({ shared }) => {
    const { shown, saving: text, readOnly } = shared.get();
    return `${shown === null ? 'no text' : text}${readOnly ? ' read-only' : ''}`;
  });
  return `${page.owner.name}: ${JSON.stringify({ opening, saving, waiting: waiting.size, texts })}`;
}
