/**
 * What lies where on the wall, read once for each state instead of once for each cluster.
 * Lists keep their identity while nothing in them changed, so that a card that arrives in
 * one place draws that place alone.
 */
import {
  byOrder,
  type Card,
  type CardId,
  type Cluster,
  type ClusterId,
  type SeatId,
  type Workshop,
} from '@tavolo/model';

export interface WallIndex {
  /** Clusters from the top down, then from the start; the order in which they are read aloud. */
  readonly clusters: readonly Cluster[];
  readonly inCluster: ReadonlyMap<ClusterId, readonly Card[]>;
  /** Published, not merged, in no cluster; in the order of their random ids. */
  readonly tray: readonly Card[];
  /** How many voices lie in a card, itself included; only cards with more than one. */
  readonly voices: ReadonlyMap<CardId, number>;
  /** One's own cards that nobody else can read yet: drafts and held ones. */
  readonly own: readonly Card[];
  /** Needs and offers on the wall, merged ones included. */
  readonly published: number;
}

export const EMPTY_INDEX: WallIndex = {
  clusters: [],
  inCluster: new Map(),
  tray: [],
  voices: new Map(),
  own: [],
  published: 0,
};

export function indexWall(workshop: Workshop, me: SeatId | null, before: WallIndex): WallIndex {
  const inCluster = new Map<ClusterId, Card[]>();
  const tray: Card[] = [];
  const own: Card[] = [];
  const merged = new Map<CardId, CardId[]>();
  let published = 0;
  for (const card of workshop.cards.values()) {
    if (card.status === 'published') {
      published += 1;
      if (card.mergedInto !== null) push(merged, card.mergedInto, card.id);
      else if (card.clusterId === null) tray.push(card);
      else push(inCluster, card.clusterId, card);
    } else if (card.status !== 'withdrawn' && card.author !== null && card.author === me) {
      own.push(card);
    }
  }
  const lists = new Map<ClusterId, readonly Card[]>();
  for (const [id, cards] of inCluster) {
    lists.set(id, keep(before.inCluster.get(id), cards.sort(byOrder)));
  }
  return {
    clusters: keep(before.clusters, [...workshop.clusters.values()].sort(byReading)),
    inCluster: lists,
    tray: keep(before.tray, tray.sort(byId)),
    voices: keepCounts(before.voices, countVoices(merged)),
    own: keep(before.own, own.sort(byId)),
    published,
  };
}

function countVoices(merged: ReadonlyMap<CardId, readonly CardId[]>): Map<CardId, number> {
  const voices = new Map<CardId, number>();
  for (const root of merged.keys()) {
    let count = 0;
    const open: CardId[] = [root];
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      count += 1;
      open.push(...(merged.get(id) ?? []));
    }
    voices.set(root, count);
  }
  return voices;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function keepCounts(
  before: ReadonlyMap<CardId, number>,
  now: ReadonlyMap<CardId, number>,
): ReadonlyMap<CardId, number> {
  if (before.size !== now.size) return now;
  for (const [id, count] of now) if (before.get(id) !== count) return now;
  return before;
}

/** The earlier list where it holds the very same things. */
function keep<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  if (before === undefined || before.length !== now.length) return now;
  return now.every((item, at) => item === before[at]) ? before : now;
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}

function byReading(a: Cluster, b: Cluster): number {
  return a.y - b.y || a.x - b.x || byId(a, b);
}
