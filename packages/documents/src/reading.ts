/** Typed reading of a board document, for the browser: whole, or what one transaction changed. */
import {
  type AmendmentId,
  type BoardCard,
  type CardId,
  type Cluster,
  type ClusterId,
  cardFromBoard,
  type PlaceId,
  type Proposal,
  type ProposalId,
  type Round,
  type RoundId,
  Table,
  type TableId,
  type ThemeId,
  UNOPENED,
  type Workshop,
  type WorkshopMeta,
  type WorkTable,
} from '@tavolo/model';
import type * as Y from 'yjs';
import { type BoardMaps, boardMaps } from './board.ts';

/** The last decision shown on this board; 0 while nothing has been synced. */
export function boardSeq(doc: Y.Doc): number {
  const seq = boardMaps(doc).meta.get('seq');
  return typeof seq === 'number' ? seq : 0;
}

/** The wall as a Workshop without seats; UNOPENED while nothing has been synced. */
export function readWall(doc: Y.Doc): Workshop {
  const maps = boardMaps(doc);
  const meta = maps.meta.get('workshop') as WorkshopMeta | undefined;
  if (meta === undefined) return UNOPENED;
  return {
    ...UNOPENED,
    ...meta,
    themes: readTable(maps.themes),
    clusters: readTable(maps.clusters),
    places: readTable(maps.places),
    tables: readTable(maps.tables),
    proposals: readTable(maps.proposals),
    rounds: readTable(maps.rounds),
    amendments: readTable(maps.amendments),
    cards: Table.from(
      Array.from(
        maps.cards.entries(),
        ([id, card]) => [id as CardId, cardFromBoard(card)] as const,
      ),
    ),
  };
}

/** Keys that one transaction changed, by map. */
export interface BoardChange {
  readonly meta: boolean;
  readonly themes: ReadonlySet<ThemeId>;
  readonly clusters: ReadonlySet<ClusterId>;
  readonly places: ReadonlySet<PlaceId>;
  readonly cards: ReadonlySet<CardId>;
  readonly tables: ReadonlySet<TableId>;
  readonly proposals: ReadonlySet<ProposalId>;
  readonly rounds: ReadonlySet<RoundId>;
  readonly amendments: ReadonlySet<AmendmentId>;
}

/** Calls back after every transaction that changed the board; returns the way to stop. */
export function observeBoard(doc: Y.Doc, changed: (change: BoardChange) => void): () => void {
  const maps = boardMaps(doc);
  const listener = (transaction: Y.Transaction) => {
    const keys = (map: Y.AbstractType<never>) =>
      new Set(
        [...(transaction.changed.get(map as never) ?? [])].filter((key) => key !== null),
      ) as Set<never>;
    const change: BoardChange = {
      meta: transaction.changed.has(maps.meta as never),
      themes: keys(maps.themes as never),
      clusters: keys(maps.clusters as never),
      places: keys(maps.places as never),
      cards: keys(maps.cards as never),
      tables: keys(maps.tables as never),
      proposals: keys(maps.proposals as never),
      rounds: keys(maps.rounds as never),
      amendments: keys(maps.amendments as never),
    };
    if (change.meta || Object.values(change).some((set) => set instanceof Set && set.size > 0)) {
      changed(change);
    }
  };
  doc.on('afterTransaction', listener);
  return () => doc.off('afterTransaction', listener);
}

/** `wall` with a change taken over; untouched things keep their identity. */
export function updateWall(wall: Workshop, doc: Y.Doc, change: BoardChange): Workshop {
  if (wall.id === null) return readWall(doc);
  const maps = boardMaps(doc);
  const meta = maps.meta.get('workshop') as WorkshopMeta | undefined;
  let { cards } = wall;
  for (const id of change.cards) {
    const card: BoardCard | undefined = maps.cards.get(id);
    cards = card === undefined ? cards.delete(id) : cards.set(id, cardFromBoard(card));
  }
  return {
    ...wall,
    ...(change.meta && meta !== undefined ? meta : {}),
    themes: updateTable(wall.themes, maps.themes, change.themes),
    clusters: updateTable<ClusterId, Cluster>(wall.clusters, maps.clusters, change.clusters),
    places: updateTable(wall.places, maps.places, change.places),
    cards,
    tables: updateTable<TableId, WorkTable>(wall.tables, maps.tables, change.tables),
    rounds: updateTable<RoundId, Round>(wall.rounds, maps.rounds, change.rounds),
    proposals: updateTable<ProposalId, Proposal>(wall.proposals, maps.proposals, change.proposals),
    amendments: updateTable(wall.amendments, maps.amendments, change.amendments),
  };
}

function readTable<K extends string, V>(map: Y.Map<V>): Table<K, V> {
  return Table.from(Array.from(map.entries(), ([key, value]) => [key as K, value] as const));
}

function updateTable<K extends string, V>(
  table: Table<K, V>,
  map: BoardMaps[keyof BoardMaps] | Y.Map<V>,
  keys: ReadonlySet<K>,
): Table<K, V> {
  let next = table;
  for (const key of keys) {
    const value = (map as Y.Map<V>).get(key);
    next = value === undefined ? next.delete(key) : next.set(key, value);
  }
  return next;
}
