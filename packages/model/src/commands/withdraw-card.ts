import * as z from 'zod/mini';
import type { Card } from '../cards.ts';
import { allowedSeat, defineCommand, readableCard, seatOf } from '../decide.ts';
import type { WorkshopEvent } from '../events.ts';
import { evolve } from '../evolve.ts';
import { themesOfCard } from '../locks.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { spotlightEnds } from '../spotlight.ts';
import { isShown } from '../wall.ts';
import * as wire from '../wire.ts';
import type { Workshop } from '../workshop.ts';
import { placeAfter } from './placing.ts';

/** Puts one's own card in the bin. What was merged into it stands on its own again (rule C7). */
export const withdrawCard = defineCommand({
  type: 'withdrawCard',
  payload: z.strictObject({ cardId: wire.cardId }),
  decide(state, actor, { cardId }) {
    const seat = seatOf(state, actor);
    if (isRefusal(seat)) return seat;
    const card = readableCard(state, seat, cardId);
    if (isRefusal(card)) return card;
    const allowed = allowedSeat(state, actor, 'withdrawCard', {
      own: card.author === seat.id,
      themeIds: themesOfCard(state, card),
    });
    if (isRefusal(allowed)) return allowed;
    if (card.status === 'withdrawn') return refuse('already-withdrawn', 'C4');
    return withdrawn(state, card);
  },
});

/** What takes a card off the wall. */
export function withdrawn(state: Workshop, card: Card): readonly WorkshopEvent[] {
  return [
    ...spotlightEnds(state, card.id),
    ...freedBy(state, card),
    { type: 'cardWithdrawn', cardId: card.id },
  ];
}

/** The originals in a row behind the card, each with a key of its own. */
function freedBy(state: Workshop, card: Card): readonly WorkshopEvent[] {
  const originals = [...state.cards.values()].filter((each) => each.mergedInto === card.id);
  const freed: WorkshopEvent[] = [];
  let next = state;
  let before = card;
  for (const { id } of originals.sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const event: WorkshopEvent = { type: 'cardUnmerged', cardId: id, ...placeAfter(next, before) };
    freed.push(event);
    next = evolve(next, event);
    const placed = next.cards.get(id);
    if (placed !== undefined && isShown(placed)) before = placed;
  }
  return freed;
}
