/** Where a card goes in a cluster: neighbours in, fractional keys out. */
import type { Card } from '../cards.ts';
import type { WorkshopEvent } from '../events.ts';
import type { CardId, ClusterId } from '../ids.ts';
import { keyBetween, MAX_KEY, spreadKeys } from '../order.ts';
import { cardsOfCluster } from '../wall.ts';
import type { Workshop } from '../workshop.ts';

export interface Spot {
  readonly clusterId: ClusterId | null;
  readonly order: string | null;
}

/**
 * Events that put a card behind `after` in a cluster: `after` null is the start, a
 * vanished neighbour the end (rule G4). None where the card lies there already.
 */
export function placeEvents(
  state: Workshop,
  card: Card,
  clusterId: ClusterId,
  after: CardId | null,
): readonly WorkshopEvent[] {
  const before = cardsOfCluster(state, clusterId);
  const others = before.filter((other) => other.id !== card.id);
  const found = others.findIndex((other) => other.id === after);
  const index = after === null ? 0 : found === -1 ? others.length : found + 1;
  if (card.clusterId === clusterId && before[index]?.id === card.id) return [];

  const order = keyBetween(others[index - 1]?.order ?? null, others[index]?.order ?? null);
  if (order !== null && order.length <= MAX_KEY) {
    return [{ type: 'cardPlaced', cardId: card.id, clusterId, order }];
  }
  const ids = others.map((other) => other.id);
  ids.splice(index, 0, card.id);
  const keys = spreadKeys(ids.length);
  return [
    { type: 'cardPlaced', cardId: card.id, clusterId, order: keys[index] ?? null },
    { type: 'cardsRenumbered', orders: ids.map((id, at) => [id, keys[at] ?? ''] as const) },
  ];
}

/** The spot right behind a card, for an original that leaves it; at worst a tie, which ids settle. */
export function placeAfter(state: Workshop, card: Card): Spot {
  const { clusterId } = card;
  if (clusterId === null) return { clusterId: null, order: null };
  const cards = cardsOfCluster(state, clusterId);
  const next = cards[cards.findIndex((other) => other.id === card.id) + 1];
  const order = keyBetween(card.order, next?.order ?? null);
  return { clusterId, order: order !== null && order.length <= MAX_KEY ? order : card.order };
}
