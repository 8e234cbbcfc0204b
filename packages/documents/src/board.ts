/**
 * The board document: what every seat may read, as a Yjs document that only the server
 * writes. It is a pure function of the log and `PROJECTION_VERSION`: the same decisions
 * give the same bytes on every node.
 *
 * Top-level maps hold one plain JSON record for each thing, replaced whole. `meta` holds
 * `seq`, the number of decisions that touched anything here (not the log's number, which
 * moves with every draft), and `workshop`, the WorkshopMeta.
 */
import {
  type Amendment,
  type AmendmentId,
  type BoardCard,
  boardCard,
  type CardId,
  type Cluster,
  type ClusterId,
  metaOf,
  type Place,
  type PlaceId,
  type Proposal,
  type ProposalId,
  type Round,
  type RoundId,
  type Table,
  type TableId,
  type Theme,
  type ThemeId,
  type Workshop,
  type WorkshopEvent,
  type WorkshopMeta,
  type WorkTable,
} from '@tavolo/model';
import * as Y from 'yjs';

/** Raise it when the same log would give other bytes; it is part of the document's epoch. */
export const PROJECTION_VERSION = 6;

/** The one author of board documents. */
export const BOARD_CLIENT = 1;

export interface BoardMaps {
  readonly meta: Y.Map<number | WorkshopMeta>;
  readonly themes: Y.Map<Theme>;
  readonly clusters: Y.Map<Cluster>;
  readonly places: Y.Map<Place>;
  readonly cards: Y.Map<BoardCard>;
  readonly tables: Y.Map<WorkTable>;
  readonly proposals: Y.Map<Proposal>;
  readonly rounds: Y.Map<Round>;
  readonly amendments: Y.Map<Amendment>;
}

export function boardMaps(doc: Y.Doc): BoardMaps {
  return {
    meta: doc.getMap('meta'),
    themes: doc.getMap('themes'),
    clusters: doc.getMap('clusters'),
    places: doc.getMap('places'),
    cards: doc.getMap('cards'),
    tables: doc.getMap('tables'),
    proposals: doc.getMap('proposals'),
    rounds: doc.getMap('rounds'),
    amendments: doc.getMap('amendments'),
  };
}

/** A new board document, to be filled by `project` decision by decision. */
export function emptyBoard(): Y.Doc {
  const doc = new Y.Doc();
  claimBoard(doc);
  return doc;
}

/** A board as a snapshot has kept it (`Y.encodeStateAsUpdate`). Never for bytes that a client sent. */
export function boardFrom(bytes: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, bytes);
  claimBoard(doc);
  return doc;
}

/** Makes the server its author again; Yjs takes another id when it meets its own in an update. */
export function claimBoard(doc: Y.Doc): void {
  doc.clientID = BOARD_CLIENT;
}

/**
 * Shows one decision on the board, in one transaction. `before` and `after` are the full
 * states around its events, `seq` the board's number after it. Leaves the document
 * untouched where neither changes: a moment of `meta.seq` would tell who saved a draft.
 */
export function project(
  doc: Y.Doc,
  before: Workshop,
  after: Workshop,
  events: readonly WorkshopEvent[],
  seq: number,
): boolean {
  const maps = boardMaps(doc);
  const writes = writesOf(maps, before, after, events);
  if (writes.length === 0 && (maps.meta.get('seq') ?? 0) === seq) return false;
  claimBoard(doc);
  doc.transact(() => {
    for (const write of writes) write();
    maps.meta.set('seq', seq);
  }, 'projection');
  return true;
}

type Write = () => void;

function writesOf(
  maps: BoardMaps,
  before: Workshop,
  after: Workshop,
  events: readonly WorkshopEvent[],
): Write[] {
  const writes: Write[] = [];
  writeMeta(writes, maps, before, after);
  writeTable(writes, maps.themes, before.themes, after.themes);
  writeTable(writes, maps.places, before.places, after.places);
  writeTable(writes, maps.clusters, before.clusters, after.clusters);
  writeTable(writes, maps.tables, before.tables, after.tables);
  writeTable(writes, maps.proposals, before.proposals, after.proposals);
  writeTable(writes, maps.rounds, before.rounds, after.rounds);
  writeTable(writes, maps.amendments, before.amendments, after.amendments);
  writeCards(writes, maps, before, after, touchedCards(before, events));
  return writes;
}

function writeMeta(writes: Write[], maps: BoardMaps, before: Workshop, after: Workshop): void {
  const meta = metaOf(after);
  if (JSON.stringify(metaOf(before)) === JSON.stringify(meta)) return;
  writes.push(() => maps.meta.set('workshop', meta));
}

/**
 * For the small tables: whatever is another object than before. Written in the order of
 * the ids: a Table's own order depends on its past, and a snapshot forgets that.
 */
function writeTable<
  K extends ThemeId | ClusterId | PlaceId | TableId | ProposalId | AmendmentId | RoundId,
  V,
>(writes: Write[], map: Y.Map<V>, before: Table<K, V>, after: Table<K, V>): void {
  if (before === after) return;
  for (const key of [...before.keys()].sort()) {
    if (!after.has(key)) writes.push(() => map.delete(key));
  }
  for (const key of [...after.keys()].sort()) {
    const value = after.get(key);
    if (value !== undefined && before.get(key) !== value) writes.push(() => map.set(key, value));
  }
}

/** Cards whose board record may have changed: in the events' order, those they do not name by id. */
function touchedCards(before: Workshop, events: readonly WorkshopEvent[]): Set<CardId> {
  const touched = new Set<CardId>();
  const unnamed: CardId[] = [];
  for (const event of events) {
    switch (event.type) {
      case 'cardWritten':
        touched.add(event.card.id);
        break;
      case 'cardEdited':
      case 'cardWithdrawn':
      case 'cardRestored':
      case 'cardApproved':
      case 'cardPlaced':
      case 'cardUnmerged':
        touched.add(event.cardId);
        break;
      case 'cardsRevealed':
      case 'cardsMerged':
        for (const id of event.cardIds) touched.add(id);
        break;
      case 'cardsRenumbered':
        for (const [id] of event.orders) touched.add(id);
        break;
      case 'clusterRemoved':
        for (const card of before.cards.values()) {
          if (card.clusterId === event.clusterId) unnamed.push(card.id);
        }
        break;
      case 'demonstrationCleared':
        unnamed.push(...before.cards.keys());
        break;
    }
  }
  for (const id of unnamed.sort()) touched.add(id);
  return touched;
}

function writeCards(
  writes: Write[],
  maps: BoardMaps,
  before: Workshop,
  after: Workshop,
  touched: ReadonlySet<CardId>,
): void {
  for (const id of touched) {
    const was = before.cards.get(id);
    const is = after.cards.get(id);
    if (was === is) continue;
    if (is?.status === 'published') writes.push(() => maps.cards.set(id, boardCard(is)));
    else if (was?.status === 'published') writes.push(() => maps.cards.delete(id));
  }
}
