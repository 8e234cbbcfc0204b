import * as z from 'zod/mini';
import { allowedSeat, defineCommand, publishedCard } from '../decide.ts';
import { checkLock, themesOfCard } from '../locks.ts';
import { isRefusal, refuse } from '../refusal.ts';
import * as wire from '../wire.ts';

/** Lays cards that say the same under one of them. A link: every original stays reachable. */
export const mergeCards = defineCommand({
  type: 'mergeCards',
  payload: z.strictObject({
    intoId: wire.cardId,
    cardIds: z.array(wire.cardId).check(z.minLength(1), z.maxLength(50)),
  }),
  decide(state, actor, { intoId, cardIds }) {
    const seat = allowedSeat(state, actor, 'merge');
    if (isRefusal(seat)) return seat;
    const into = publishedCard(state, seat, intoId);
    if (isRefusal(into)) return into;
    const lockedInto = checkLock(state, themesOfCard(state, into));
    if (lockedInto !== null) return lockedInto;
    if (into.mergedInto !== null) return refuse('already-merged', 'G5');
    for (const cardId of cardIds) {
      if (cardId === intoId) return refuse('merge-with-itself', 'G5');
      const card = publishedCard(state, seat, cardId);
      if (isRefusal(card)) return card;
      const locked = checkLock(state, themesOfCard(state, card));
      if (locked !== null) return locked;
      if (card.mergedInto !== null) return refuse('already-merged', 'G5');
    }
    return [{ type: 'cardsMerged', intoId, cardIds: [...new Set(cardIds)] }];
  },
});
