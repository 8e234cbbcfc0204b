/**
 * The faults end, everything is delivered, time passes; then everybody sees what the server
 * has, what was promised is there once, and what was refused has been told.
 */
import { textOf } from '@tavolo/documents';
import { type ProposalId, view, type Workshop } from '@tavolo/model';
import * as Y from 'yjs';
import { Broken } from './broken.ts';
import { checkNode } from './node-at-rest.ts';
import { noteSaved, type Page } from './page.ts';
import { type Erased, wordsIn } from './typing.ts';
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

export async function checkAtRest(world: World, erased: Erased): Promise<void> {
  for (const node of world.nodes) await checkNode(world, node);
  checkPeople(world, erased);
}

function checkPeople(world: World, erased: Erased): void {
  const { state, log } = world.reference;
  const decided = new Set<string>();
  for (const { seatId, cmdId, seq } of log) {
    if (cmdId === null) continue;
    const key = `${seatId} ${cmdId}`;
    if (decided.has(key)) throw new Broken('kept', `a command was decided twice (${seq})`);
    decided.add(key);
  }
  for (const page of [...world.pages, ...world.closedPages]) {
    for (const cmdId of page.accepted) {
      if (!decided.has(`${page.device.seatId} ${cmdId}`)) {
        throw new Broken('kept', `an acknowledged change of ${page.owner.name} is not in the log`);
      }
    }
  }
  for (const page of world.pages) checkPage(page, state);
  const texts = new Map<ProposalId, string>();
  for (const [proposalId, rows] of world.reference.texts) {
    const doc = new Y.Doc();
    for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
    texts.set(proposalId, textOf(doc).text);
  }
  for (const page of [...world.pages, ...world.closedPages]) {
    for (const [proposalId, sheet] of page.sheets) {
      checkSheet(world, page, sheet, texts.get(proposalId) ?? '', erased);
    }
  }
}

function checkPage(page: Page, state: Workshop): void {
  const { opening, workshop, refused } = page.room.get();
  const { seatId } = page.device;
  const sits = state.seats.has(seatId);
  // Tokens change with roles, and answers are lost: nobody has to enter again for that.
  const isSentAway = opening.is === 'no-seat' || opening.is === 'gone';
  if (isSentAway && sits) throw new Broken('rest', `${page.owner.name} was sent away`);
  if (!isSentAway && !sits) {
    throw new Broken('rest', `${page.owner.name} is expelled and was not told`);
  }
  if (!sits) return;
  if ((opening.is === 'waiting') !== (state.seats.get(seatId)?.waiting === true)) {
    throw new Broken('rest', `${page.owner.name} is at the wrong side of the waiting room`);
  }
  if (opening.is === 'waiting') return;
  const [is, ought] = [shown(workshop), shown(view(state, seatId))];
  if (is !== ought) {
    const [sees, there] = differing(is, ought);
    throw new Broken('rest', `${page.owner.name} sees ${sees}, and there is ${there}`);
  }
  const told = new Set(refused.map(({ id }) => id));
  for (const cmdId of page.refused) {
    if (!told.has(cmdId)) throw new Broken('told', `${page.owner.name} was not told of a refusal`);
  }
}

function checkSheet(
  world: World,
  page: Page,
  sheet: Page['sheets'] extends Map<ProposalId, infer Sheet> ? Sheet : never,
  truth: string,
  erased: Erased,
): void {
  // Who was sent away, or waits to be let in, reads no text.
  const isOpen = world.pages.includes(page) && page.room.get().opening.is === 'ready';
  if (isOpen) {
    noteSaved(sheet);
    const doc = sheet.shared.get().shown?.doc;
    if (doc === undefined || textOf(doc).text !== truth) {
      throw new Broken('rest', `${page.owner.name} reads another text`);
    }
  }
  const counts = new Map<string, number>();
  for (const word of wordsIn(truth)) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const word of sheet.saved) {
    const count = counts.get(word) ?? 0;
    if (count > 1)
      throw new Broken('kept', `${word} of ${page.owner.name} is there ${count} times`);
    if (count === 0 && !erased.mayBeGone(word)) {
      throw new Broken('kept', `${word} of ${page.owner.name} was saved and is gone`);
    }
  }
  // Typed, never saved: of a page that is still open it has to be among the words handed back.
  if (!isOpen) return;
  const back = page.room.unsent
    .get()
    .map(({ words }) => words)
    .join(' ');
  for (const word of sheet.typed) {
    if (!truth.includes(word) && !back.includes(word) && !erased.mayBeGone(word)) {
      throw new Broken('told', `${word} of ${page.owner.name} is gone without a word`);
    }
  }
}

/** Where two texts begin to differ, with a little of what comes before. */
function differing(one: string, other: string): readonly [string, string] {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const from = Math.max(0, at - 60);
  return [one.slice(from, at + 120), other.slice(from, at + 120)];
}

/** What a state shows, without the order in which its tables were filled. */
function shown(workshop: Workshop): string {
  return JSON.stringify(workshop, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) && 'entries' in value
      ? [...(value as { entries(): Iterable<[string, unknown]> }).entries()].sort(([a], [b]) =>
          a < b ? -1 : 1,
        )
      : value,
  );
}
