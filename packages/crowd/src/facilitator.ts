/** Leads a rehearsal that has nobody else to lead it: moves the phases, and holds the vote. */

import type { Phone } from '@tavolo/e2e/room/phone';
import type { Order, Phase, RoundId, Workshop } from '@tavolo/model';
import { openRoundOf } from '@tavolo/model';
import type { CreatedWorkshop } from '@tavolo/protocol';

/** Parts of the whole time. The twentieth that is left is for coming in and for the end. */
export const COURSE: readonly { readonly phase: Phase; readonly share: number }[] = [
  { phase: 'listen', share: 0.25 },
  { phase: 'write', share: 0.17 },
  { phase: 'share', share: 0.05 },
  { phase: 'cluster', share: 0.27 },
  { phase: 'prioritise', share: 0.21 },
];

const MOST_ITEMS = 12;
const DOTS = 5;
const CAP = 3;

export async function opensRehearsal(phone: Phone): Promise<CreatedWorkshop> {
  const created = await phone.ask<CreatedWorkshop>('/api/workshops', {
    title: 'Prova generale',
    language: 'it',
    template: 'welfare',
    name: phone.name,
  });
  await phone.open(created.workshopId);
  return created;
}

/** Moves on, and puts the phase's time on the clock. */
export async function movesOn(phone: Phone, phase: Phase, seconds: number): Promise<void> {
  await orders(phone, { type: 'moveToPhase', phase, afterS: 0 });
  await phone.sees(({ workshop }) => workshop.phase === phase, `it is ${phase}`);
  const wholeSeconds = Math.max(1, Math.round(seconds));
  await orders(phone, { type: 'setTimer', tableId: null, action: 'start', seconds: wholeSeconds });
}

/**
 * What came when its phase was over already waits for her: she lets it onto the wall. Its
 * author may take it back at that very moment.
 */
export async function letsIn(phone: Phone): Promise<void> {
  for (const { id } of phone.room.get().queue?.held ?? []) {
    await orders(phone, { type: 'approveCard', cardId: id }, 'unknown-card');
  }
}

export async function opensVote(phone: Phone): Promise<void> {
  const { clusters } = phone.room.get().workshop;
  const items = [...clusters.keys()].slice(0, MOST_ITEMS);
  if (items.length === 0) throw new Error('there is nothing to vote on: give the room more time');
  await orders(phone, {
    type: 'openRound',
    roundId: crypto.randomUUID() as RoundId,
    over: 'clusters',
    items,
    dotsPerSeat: DOTS,
    capPerItem: CAP,
    remote: false,
    openLink: false,
    closesAt: null,
  });
}

export async function closesVote(phone: Phone): Promise<void> {
  const round = openRoundOf(phone.room.get().workshop);
  if (round === null) return;
  await orders(phone, { type: 'closeRound', roundId: round.id });
  await phone.sees(
    ({ workshop }) => resultOf(workshop, round.id) !== null,
    'the vote has its result',
  );
}

function resultOf(workshop: Workshop, roundId: RoundId) {
  return workshop.rounds.get(roundId)?.result ?? null;
}

/** Does it; any "no" but `expected` ends the rehearsal. */
async function orders(phone: Phone, order: Order, expected: string | null = null): Promise<void> {
  const no = phone.room.send(order);
  if (no !== null && no.kind !== expected) {
    throw new Error(`the facilitator may not ${order.type}: ${no.kind}`);
  }
  await phone.saved();
  for (const { id, order: refused, kind, message } of phone.room.get().refused) {
    if (kind !== expected) throw new Error(`${refused.type}: ${message}`);
    phone.room.dismiss(id);
  }
}
