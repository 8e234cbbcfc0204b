import * as z from 'zod/mini';
import { allowedSeat, defineCommand, readableCard, seatOf } from '../decide.ts';
import type { WorkshopEvent } from '../events.ts';
import { isRefusal, refuse } from '../refusal.ts';
import * as wire from '../wire.ts';
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
    const allowed = allowedSeat(state, actor, 'withdrawCard', { own: card.author === seat.id });
    if (isRefusal(allowed)) return allowed;
    if (card.status === 'withdrawn') return refuse('already-withdrawn', 'C4');
    const freed: WorkshopEvent[] = [];
    for (const original of state.cards.values()) {
      if (original.mergedInto === cardId) {
        freed.push({ type: 'cardUnmerged', cardId: original.id, ...placeAfter(state, card) });
      }
    }
    return [...freed, { type: 'cardWithdrawn', cardId }];
  },
});
