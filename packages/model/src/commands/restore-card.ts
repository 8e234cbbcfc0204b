import * as z from 'zod/mini';
import { may } from '../access.ts';
import { allowedSeat, defineCommand, readableCard, seatOf } from '../decide.ts';
import type { WorkshopEvent } from '../events.ts';
import { themesOfCard } from '../locks.ts';
import { isPastShare } from '../phases.ts';
import { isRefusal, refuse } from '../refusal.ts';
import * as wire from '../wire.ts';

/** Takes a card out of the bin: its author where withdrawing is allowed, else the facilitator. */
export const restoreCard = defineCommand({
  type: 'restoreCard',
  payload: z.strictObject({ cardId: wire.cardId }),
  decide(state, actor, { cardId }) {
    const seat = seatOf(state, actor);
    if (isRefusal(seat)) return seat;
    const card = readableCard(state, seat, cardId);
    if (isRefusal(card)) return card;
    const subject = { own: card.author === seat.id, themeIds: themesOfCard(state, card) };
    if (may(seat, 'withdrawCard', subject, state) !== true) {
      const allowed = allowedSeat(state, actor, 'restoreOthersCard', subject);
      if (isRefusal(allowed)) return allowed;
      if (state.closed) return refuse('closed', 'W3');
    }
    if (card.status !== 'withdrawn') return refuse('not-withdrawn', 'C4');
    const restored: WorkshopEvent[] = [{ type: 'cardRestored', cardId }];
    // Past share no draft may stay hidden (rule P3), nor one that comes back from the bin.
    if (card.withdrawnFrom === 'draft' && isPastShare(state.phase)) {
      restored.push({ type: 'cardsRevealed', cardIds: [cardId] });
    }
    // The card it was merged into may have been withdrawn meanwhile: then it stands alone.
    const head = card.mergedInto === null ? null : state.cards.get(card.mergedInto);
    if (head !== null && head?.status !== 'published') {
      restored.push({ type: 'cardUnmerged', cardId, clusterId: null, order: null });
    }
    return restored;
  },
});
