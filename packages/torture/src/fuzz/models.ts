/** What honest pages send: the good bytes and bodies that the bad ones are made from. */
import { COMMAND_TYPES, type SeatId, type Workshop } from '@tavolo/model';
import {
  presenceFrame,
  presenceLine,
  step1Frame,
  step2Frame,
  updateFrame,
} from '@tavolo/server/sync/frames';
import { someEdit } from '@tavolo/server/testing/some-edit';
import { anyId } from '@tavolo/server/testing/venue';
import * as Y from 'yjs';
import { triesOf } from '../hostile/plausible.ts';
import type { Seeded } from '../seeded.ts';

const CURSOR = JSON.stringify({ cursor: { x: 1, y: 2 }, holding: null });
const CARET = JSON.stringify({ user: { name: 'Anna', color: '#0a5c9e' }, cursor: null });

function always(bytes: Uint8Array): Uint8Array[] {
  return [
    step1Frame(Uint8Array.of(0)),
    step1Frame(bytes),
    Uint8Array.of(3),
    updateFrame(Uint8Array.of(0, 0)),
    presenceFrame([presenceLine(4_242, 1, CURSOR)]),
    presenceFrame([presenceLine(4_243, 7, CARET), presenceLine(4_244, 8, 'null')]),
  ];
}

/** Writes that Yjs itself would take, as the server itself would write them. */
export function boardModels(board: Y.Doc): Uint8Array[] {
  const forged = new Y.Doc();
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(board));
  forged.clientID = 1;
  const before = Y.encodeStateVector(forged);
  for (const key of forged.getMap('cards').keys()) forged.getMap('cards').delete(key);
  forged.getMap('meta').set('seq', 9_999);
  const forgery = Y.encodeStateAsUpdate(forged, before);
  return [
    ...always(before),
    updateFrame(forgery),
    step2Frame(forgery),
    updateFrame(Y.encodeStateAsUpdate(forged)).subarray(0, 4_096),
  ];
}

/** Edits of people who are new here; each fits on the text as it is now, and is one change or all that one has. */
export function textModels(text: Uint8Array, random: Seeded): Uint8Array[] {
  const models: Uint8Array[] = [];
  for (let edits = 0; edits < 6; edits += 1) {
    const doc = new Y.Doc();
    doc.clientID = 100_000 + random.below(2 ** 31);
    Y.applyUpdate(doc, text);
    const before = Y.encodeStateVector(doc);
    if (edits === 0) models.push(...always(before));
    someEdit(doc, random.below);
    const update = Y.encodeStateAsUpdate(doc, before);
    models.push(updateFrame(update), step2Frame(update));
    doc.destroy();
  }
  return models;
}

export function commandModels(state: Workshop, seatId: SeatId, random: Seeded): unknown[] {
  const commands = COMMAND_TYPES.flatMap((type) =>
    triesOf(type, state, seatId, random).map(({ order }) => ({ ...order, cmdId: anyId() })),
  );
  return [...commands, commands.slice(0, 5), commands.slice(3, 30)];
}

/** Bodies that the interface takes beside commands. */
export const BODIES: readonly unknown[] = [
  { code: 'K7QF-M3XD', name: 'Anna', kind: 'resident', organisation: null, language: 'it' },
  {
    title: 'Prova',
    language: 'it',
    template: 'welfare',
    challenge: '',
    audience: 'mixed',
    name: 'Anna',
  },
  { workshopId: anyId() },
  { name: 'Prima della pausa' },
];
