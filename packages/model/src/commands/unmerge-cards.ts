import * as z from 'zod/mini';
import { allowedSeat, defineCommand, publishedCard } from '../decide.ts';
import type { WorkshopEvent } from '../events.ts';
import { evolve } from '../evolve.ts';
import { checkLock, themesOfCard } from '../locks.ts';
import { isRefusal, refuse } from '../refusal.ts';
import * as wire from '../wire.ts';
import { placeAfter } from './placing.ts';

/** Brings merged originals back, each right behind the card it lay under. */
export const unmergeCards = defineCommand({
  type: 'unmergeCards',
  payload: z.strictObject({
    cardIds: z.array(wire.cardId).check(z.minLength(1), z.maxLength(50)),
  }),
  decide(state, actor, { cardIds }) {
    const seat = allowedSeat(state, actor, 'merge');
    if (isRefusal(seat)) return seat;
    const events: WorkshopEvent[] = [];
    let next = state;
    for (const cardId of new Set(cardIds)) {
      const card = publishedCard(next, seat, cardId);
      if (isRefusal(card)) return card;
      const locked = checkLock(state, themesOfCard(state, card));
      if (locked !== null) return locked;
      const head = card.mergedInto === null ? undefined : next.cards.get(card.mergedInto);
      if (head === undefined) return refuse('not-merged', 'G5');
      const event: WorkshopEvent = { type: 'cardUnmerged', cardId, ...placeAfter(next, head) };
      events.push(event);
      next = evolve(next, event);
    }
    return events;
  },
});
