/** Reading the wall: what lies where, and in which order. */
import type { Card } from './cards.ts';
import type { CardId, ClusterId } from './ids.ts';
import { byOrder } from './order.ts';
import type { Workshop } from './workshop.ts';

/** On the wall and standing on its own, not merged into another. */
export function isShown(card: Card): boolean {
  return card.status === 'published' && card.mergedInto === null;
}

/** The shown cards of a cluster, in order. */
export function cardsOfCluster(state: Workshop, clusterId: ClusterId): Card[] {
  return shownCards(state, clusterId).sort(byOrder);
}

/** The shown cards of every cluster that has any, in order, found in one pass. */
export function cardsByCluster(state: Workshop): ReadonlyMap<ClusterId, readonly Card[]> {
  const all = new Map<ClusterId, Card[]>();
  for (const card of state.cards.values()) {
    if (card.clusterId === null || !isShown(card)) continue;
    const here = all.get(card.clusterId);
    if (here === undefined) all.set(card.clusterId, [card]);
    else here.push(card);
  }
  for (const cards of all.values()) cards.sort(byOrder);
  return all;
}

/** The "not placed" tray. Its order is by random id, so that it tells nothing about time. */
export function trayCards(state: Workshop): Card[] {
  return shownCards(state, null).sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The originals merged into a card, directly or through one another; without the card itself. */
export function voicesOf(state: Workshop, cardId: CardId): Card[] {
  const children = new Map<CardId, Card[]>();
  for (const card of state.cards.values()) {
    if (card.mergedInto === null || card.status !== 'published') continue;
    const siblings = children.get(card.mergedInto);
    if (siblings === undefined) children.set(card.mergedInto, [card]);
    else siblings.push(card);
  }
  const voices: Card[] = [];
  const open: CardId[] = [cardId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const card of children.get(id) ?? []) {
      voices.push(card);
      open.push(card.id);
    }
  }
  return voices.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The neighbour before a card in its cluster; null where it is first or not in a cluster. */
export function neighbourBefore(state: Workshop, card: Card): CardId | null {
  if (card.clusterId === null) return null;
  const cards = cardsOfCluster(state, card.clusterId);
  const index = cards.findIndex((other) => other.id === card.id);
  return cards[index - 1]?.id ?? null;
}

/** The last card of a cluster, for putting another at its end. */
export function lastOfCluster(state: Workshop, clusterId: ClusterId): CardId | null {
  return cardsOfCluster(state, clusterId).at(-1)?.id ?? null;
}

function shownCards(state: Workshop, clusterId: ClusterId | null): Card[] {
  const cards: Card[] = [];
  for (const card of state.cards.values()) {
    if (card.clusterId === clusterId && isShown(card)) cards.push(card);
  }
  return cards;
}
