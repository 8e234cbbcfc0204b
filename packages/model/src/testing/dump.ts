/** A workshop as plain JSON values in one order: for comparing states and for looking for leaks. */
import type { Card } from '../cards.ts';
import { byOrder } from '../order.ts';
import type { Table } from '../table.ts';
import { cardsOfCluster, trayCards } from '../wall.ts';
import { metaOf, type Workshop } from '../workshop.ts';

function rows<K extends string, V>(table: Table<K, V>): [K, V][] {
  return [...table.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
}

export function dump(state: Workshop) {
  return {
    meta: metaOf(state),
    seats: rows(state.seats),
    themes: rows(state.themes),
    clusters: rows(state.clusters),
    places: rows(state.places),
    cards: rows(state.cards),
    tables: rows(state.tables),
    proposals: rows(state.proposals),
    rounds: rows(state.rounds),
    hands: rows(state.hands),
    ballots: rows(state.ballots),
    amendments: rows(state.amendments),
  };
}

/** What people see: words, places and order on the wall, seats and sheets, without keys and marks of the model. */
export function seen(state: Workshop) {
  const words = (card: Card) => [
    card.id,
    card.kind,
    card.text,
    card.language,
    card.themeId,
    card.signedAs,
  ];
  const heads = [...state.cards.values()].filter((card) => card.status === 'published');
  return {
    seats: rows(state.seats).map(([id, { role, tableId, ready }]) => [id, role, tableId, ready]),
    proposals: rows(state.proposals).map(([, proposal]) => proposal),
    amendments: rows(state.amendments).map(([, amendment]) => amendment),
    clusters: rows(state.clusters).map(([, { pass: _, ...cluster }]) => cluster),
    hands: rows(state.hands).filter(([, { n }]) => n > 0),
    ballots: rows(state.ballots)
      .map(([id, { dots }]) => [id, dots.filter(({ n }) => n > 0).map(({ item, n }) => [item, n])])
      .filter(([, dots]) => dots?.length !== 0),
    tray: trayCards(state).map(words),
    placed: rows(state.clusters).map(([id]) => [id, cardsOfCluster(state, id).map(words)]),
    under: heads
      .filter((card) => card.mergedInto !== null)
      .sort((a, b) => byOrder({ ...a, order: null }, { ...b, order: null }))
      .map((card) => [card.id, card.text, card.mergedInto]),
  };
}
