/**
 * The order in which the wall is written down: clusters by theme and name, their cards in
 * the cluster's order, then what is not placed. It says nothing about time and does not
 * change when nothing has: two exports of the same wall are the same bytes.
 */
import {
  type Card,
  type Cluster,
  cardsOfCluster,
  type Theme,
  trayCards,
  voicesOf,
  type Workshop,
} from '@tavolo/model';

export interface Arrangement {
  readonly themes: readonly Theme[];
  readonly clusters: readonly { readonly cluster: Cluster; readonly cards: readonly Card[] }[];
  /** Every card on the wall, each followed by those merged into it. */
  readonly cards: readonly Card[];
  /** A card's number from 1, the same in every format. */
  readonly numberOf: (cardId: string) => number | null;
}

/** Takes the full state and reads the wall alone: cards that are published. */
export function arrange(state: Workshop): Arrangement {
  const themes = [...state.themes.values()].sort(
    (a, b) => a.position - b.position || compare(a.id, b.id),
  );
  const rank = new Map(themes.map((theme, index) => [theme.id, index]));
  const rankOf = (cluster: Cluster) =>
    cluster.themeId === null ? themes.length : (rank.get(cluster.themeId) ?? themes.length);
  const clusters = [...state.clusters.values()]
    .sort((a, b) => rankOf(a) - rankOf(b) || compare(a.name, b.name) || compare(a.id, b.id))
    .map((cluster) => ({ cluster, cards: cardsOfCluster(state, cluster.id) }));
  const shown = [...clusters.flatMap(({ cards }) => cards), ...trayCards(state)];
  const cards = shown.flatMap((card) => [card, ...voicesOf(state, card.id)]);
  const numbers = new Map<string, number>(cards.map((card, index) => [card.id, index + 1]));
  return { themes, clusters, cards, numberOf: (cardId) => numbers.get(cardId) ?? null };
}

/** By code unit: no locale may change the order. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
