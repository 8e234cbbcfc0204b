/**
 * When all has come to rest, everybody sees what the server has, what was promised is there
 * once, and what was refused has been told.
 */
import { textOf } from '@tavolo/documents';
import { type ProposalId, view, type Workshop } from '@tavolo/model';
import * as Y from 'yjs';
import { Broken } from './broken.ts';
import { checkNode } from './node-at-rest.ts';
import { noteSaved, type Page } from './page.ts';
import { type Erased, wordsIn } from './typing.ts';
import type { World } from './world.ts';

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
