/** What must never be, in any state and after any move; the rules are written here once more. */
import {
  type Card,
  type Order,
  phaseIndex,
  type Role,
  type SeatId,
  type Workshop,
} from '@tavolo/model';
import { dump, seen } from '@tavolo/model/testing/dump';
import { OWNER } from '@tavolo/model/testing/play';
import { tableSays } from '@tavolo/model/testing/rules-table';
import type { Model } from './search.ts';
import { EVERYBODY, type Move, SECRETS } from './small-workshop.ts';

/** Nobody reads what is not theirs and not shown; past share no draft is left. Null: all is well. */
export function faultOfState(state: Workshop, { view }: Model): string | null {
  const read = new Map(
    EVERYBODY.map((seatId) => [seatId, JSON.stringify(dump(view(state, seatId)).cards)]),
  );
  for (const card of state.cards.values()) {
    if (card.status === 'draft' && phaseIndex(state.phase) > phaseIndex('share')) {
      return `a draft is hidden in ${state.phase}`;
    }
    for (const seatId of EVERYBODY) {
      const reads = read.get(seatId)?.includes(SECRETS.get(card.id) ?? '') === true;
      const isOwn = card.author === seatId;
      const unread = isPrivate(card) || (card.status !== 'published' && seatId !== OWNER);
      if (reads && unread && !isOwn) return `another reads a ${card.status} card in ${state.phase}`;
      if (!reads && (card.status === 'published' || isOwn)) {
        return `somebody cannot read a ${card.status} card in ${state.phase}`;
      }
    }
  }
  return null;
}

/** No card is lost or reworded, and a draft comes to light by the three ways of P3 and P4 alone. */
export function faultOfStep(
  before: Workshop,
  after: Workshop,
  seatId: SeatId,
  order: Order,
): string | null {
  for (const card of before.cards.values()) {
    const is = after.cards.get(card.id);
    if (is === undefined || is.text !== card.text || is.author !== card.author) {
      return `${order.type} lost or changed a card`;
    }
    if (!isPrivate(card) || is.status !== 'published') continue;
    const byRule =
      order.type === 'revealCards' ||
      (order.type === 'moveToPhase' && phaseIndex(order.phase) > phaseIndex('share')) ||
      (order.type === 'restoreCard' && seatId === card.author);
    if (!byRule) return `${order.type} shows a draft in ${before.phase}`;
  }
  return null;
}

/** Accepted, although the table of RULES.md leaves the cell empty. */
export function faultOfRight(before: Workshop, { seatId, order, rule }: Move): string | null {
  if (rule === null) return null;
  const role: Role = before.seats.get(seatId)?.role ?? 'observer';
  const card = 'cardId' in order ? before.cards.get(order.cardId) : undefined;
  const isOwn = card?.author === seatId;
  return tableSays(rule, before.phase, role, isOwn)
    ? null
    : `${order.type} of a ${role} was accepted in ${before.phase}, against ${rule}`;
}

/** Taken back, a move leaves what was there, where every part of the way back is accepted. */
export function faultOfUndo(
  before: Workshop,
  after: Workshop,
  { seatId, order }: Move,
  { decided, view, inverse }: Model,
): string | null {
  const back = inverse(view(before, seatId), order);
  if (back === null) return null;
  let state = after;
  for (const each of back) {
    const next = decided(state, seatId, each);
    if (next === null) return null;
    state = next;
  }
  // Who may not merge cannot lay the freed originals under the restored card again.
  if (order.type === 'withdrawCard' && back.length === 1 && freesOthers(before, order)) return null;
  return JSON.stringify(seen(state)) === JSON.stringify(seen(before))
    ? null
    : `${order.type} taken back leaves something else in ${before.phase}`;
}

/** Never on the wall, and not handed in for it: between its author and the server. */
function isPrivate(card: Card): boolean {
  return (
    card.status === 'draft' || (card.status === 'withdrawn' && card.withdrawnFrom !== 'published')
  );
}

function freesOthers(
  state: Workshop,
  { cardId }: Extract<Order, { type: 'withdrawCard' }>,
): boolean {
  return [...state.cards.values()].some(({ mergedInto }) => mergedInto === cardId);
}
