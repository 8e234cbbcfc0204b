import * as z from 'zod/mini';
import { allowedSeat, defineCommand, readableCard } from '../decide.ts';
import { checkLock, themesOfCard } from '../locks.ts';
import { isRefusal, refuse } from '../refusal.ts';
import * as wire from '../wire.ts';

/** Puts a held card on the wall. Not where a consent is missing: that is not ours to give (rule C10). */
export const approveCard = defineCommand({
  type: 'approveCard',
  payload: z.strictObject({ cardId: wire.cardId }),
  decide(state, actor, { cardId }) {
    const seat = allowedSeat(state, actor, 'moderate');
    if (isRefusal(seat)) return seat;
    const card = readableCard(state, seat, cardId);
    if (isRefusal(card)) return card;
    if (state.closed) return refuse('closed', 'W3');
    const locked = checkLock(state, themesOfCard(state, card));
    if (locked !== null) return locked;
    if (card.status === 'published') return [];
    if (card.status !== 'held') return refuse('not-held', 'C10');
    if (card.heldFor === 'consent' || card.heldFor === 'third-person') {
      return refuse('consent-missing', 'C10');
    }
    return [{ type: 'cardApproved', cardId }];
  },
});
