/**
 * Cards flow through two columns in their order: left, right, left, right. A place in the
 * order is thus a place on the wall, and the other way round.
 */
export const COLUMNS = 2;

/** The same cards, column by column. */
export function inColumns<T>(cards: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: COLUMNS }, (_, column) =>
    cards.filter((_card, at) => at % COLUMNS === column),
  );
}

/** One card on screen, as the hand sees it. */
export interface Slot {
  readonly id: string;
  readonly top: number;
  readonly bottom: number;
}

/**
 * The card before which something held at height `y` over a column would land; null for
 * the end of that column. The middle of a card is the border between before and after it.
 */
export function landsBefore(column: readonly Slot[], y: number): string | null {
  for (const slot of column) {
    if (y < (slot.top + slot.bottom) / 2) return slot.id;
  }
  return null;
}

/**
 * The neighbour that a card dropped there will follow, as `placeCard` wants it. `order` is
 * the cluster's order; the card in the hand does not count as its own neighbour.
 */
export function neighbourFor(
  order: readonly string[],
  held: string,
  before: string | null,
): string | null {
  const others = order.filter((id) => id !== held);
  if (before === null) return others.at(-1) ?? null;
  const at = others.indexOf(before);
  return others[at < 0 ? others.length - 1 : at - 1] ?? null;
}
