import * as z from 'zod/mini';
import { allowedSeat, defineCommand, knownCluster, publishedCard } from '../decide.ts';
import { checkLock, themesOfCard } from '../locks.ts';
import { isRefusal, refuse } from '../refusal.ts';
import * as wire from '../wire.ts';
import { placeEvents } from './placing.ts';

/** Puts a card into a cluster behind a neighbour, or back on the tray. Last accepted wins. */
export const placeCard = defineCommand({
  type: 'placeCard',
  payload: z.strictObject({
    cardId: wire.cardId,
    clusterId: z.nullable(wire.clusterId),
    after: z.nullable(wire.cardId),
  }),
  decide(state, actor, { cardId, clusterId, after }) {
    const seat = allowedSeat(state, actor, 'group');
    if (isRefusal(seat)) return seat;
    const card = publishedCard(state, seat, cardId);
    if (isRefusal(card)) return card;
    const locked = checkLock(state, [
      ...themesOfCard(state, card),
      (clusterId === null ? null : state.clusters.get(clusterId)?.themeId) ?? null,
    ]);
    if (locked !== null) return locked;
    if (card.mergedInto !== null) return refuse('already-merged', 'G5');
    if (clusterId === null) {
      return card.clusterId === null
        ? []
        : [{ type: 'cardPlaced', cardId, clusterId: null, order: null }];
    }
    const cluster = knownCluster(state, clusterId);
    return isRefusal(cluster) ? cluster : placeEvents(state, card, clusterId, after);
  },
});
