/** What the list shows: rows in the order in which they are read, under their clusters. */
import type { Card, Cluster, SeatId, ThemeId, Workshop } from '@tavolo/model';
import type { WallIndex } from '../board/wall-index.ts';

export type Filter =
  | { readonly by: 'all' }
  | { readonly by: 'mine' }
  | { readonly by: 'theme'; readonly themeId: ThemeId }
  /** The bin and what waits for review: for the facilitator. */
  | { readonly by: 'bin' }
  | { readonly by: 'held' };

export type Row =
  | { readonly is: 'drafts' }
  | { readonly is: 'tray'; readonly count: number }
  | { readonly is: 'cluster'; readonly cluster: Cluster; readonly count: number }
  | { readonly is: 'card'; readonly card: Card };

export function rowsFor(
  filter: Filter,
  workshop: Workshop,
  index: WallIndex,
  me: SeatId | null,
): readonly Row[] {
  switch (filter.by) {
    case 'mine':
      return ownCards(workshop, me).map((card) => ({ is: 'card', card }));
    case 'bin':
    case 'held':
      return binned(workshop, filter.by).map((card) => ({ is: 'card', card }));
    case 'all':
    case 'theme': {
      const fits = (card: Card) => filter.by === 'all' || card.themeId === filter.themeId;
      return [...drafts(index, fits), ...tray(index, fits), ...clusters(index, filter, fits)];
    }
  }
}

/** Own cards in every state, those that need something first. */
export function ownCards(workshop: Workshop, me: SeatId | null): readonly Card[] {
  const rank = { held: 0, draft: 1, published: 2, withdrawn: 3 } as const;
  return [...workshop.cards.values()]
    .filter((card) => card.author !== null && card.author === me)
    .sort((a, b) => rank[a.status] - rank[b.status] || (a.id < b.id ? -1 : 1));
}

export function binned(workshop: Workshop, by: 'bin' | 'held'): readonly Card[] {
  const status = by === 'bin' ? 'withdrawn' : 'held';
  return [...workshop.cards.values()].filter((card) => card.status === status);
}

export interface Section {
  readonly key: string;
  /** The heading that names it; absent where cards stand without one. */
  readonly labelledBy: string | undefined;
  readonly rows: readonly Row[];
}

/** Cards lie inside the section of the heading above them, as they lie inside a cluster on the wall. */
export function sectionsOf(rows: readonly Row[]): readonly Section[] {
  const sections: { key: string; labelledBy: string | undefined; rows: Row[] }[] = [];
  for (const row of rows) {
    const last = sections.at(-1);
    if (row.is === 'card' && last !== undefined) last.rows.push(row);
    else {
      const labelledBy = row.is === 'card' ? undefined : headingId(row);
      sections.push({ key: row.is === 'card' ? 'cards' : keyOf(row), labelledBy, rows: [row] });
    }
  }
  return sections;
}

export function keyOf(row: Row): string {
  if (row.is === 'card') return row.card.id;
  return row.is === 'cluster' ? row.cluster.id : row.is;
}

export function headingId(row: Exclude<Row, { readonly is: 'card' }>): string {
  return `list-${keyOf(row)}`;
}

/** The heading of one cluster. */
export function clusterHeading(clusterId: string): string {
  return `list-${clusterId}`;
}

function drafts(index: WallIndex, fits: (card: Card) => boolean): readonly Row[] {
  const cards = index.own.filter(fits);
  return cards.length === 0 ? [] : [{ is: 'drafts' }, ...cards.map(asRow)];
}

/** Without clusters there is nothing to be outside of: then the tray needs no heading. */
function tray(index: WallIndex, fits: (card: Card) => boolean): readonly Row[] {
  const cards = index.tray.filter(fits);
  if (cards.length === 0) return [];
  const rows = cards.map(asRow);
  return index.clusters.length === 0 ? rows : [{ is: 'tray', count: cards.length }, ...rows];
}

function clusters(index: WallIndex, filter: Filter, fits: (card: Card) => boolean): readonly Row[] {
  return index.clusters.flatMap((cluster): Row[] => {
    const cards = (index.inCluster.get(cluster.id) ?? []).filter(fits);
    if (cards.length === 0 && filter.by !== 'all') return [];
    return [{ is: 'cluster', cluster, count: cards.length }, ...cards.map(asRow)];
  });
}

function asRow(card: Card): Row {
  return { is: 'card', card };
}
