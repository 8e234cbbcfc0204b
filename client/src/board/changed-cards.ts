/** Which cards somebody has put elsewhere, or written, between two readings of the wall. */
import type { Card, ClusterId } from '@tavolo/model';
import type { WallIndex } from './wall-index.ts';

export interface ChangedCards {
  /** Lay in another list before, or in another place of the same one. */
  readonly moved: readonly string[];
  /** Were not on the wall at all. */
  readonly arrived: readonly string[];
}

export function changedCards(before: WallIndex, now: WallIndex): ChangedCards {
  const moved: string[] = [];
  const arrived: string[] = [];
  const known = new Map<string, readonly [list: string, card: Card]>();
  for (const [list, cards] of listsOf(before)) {
    for (const card of cards) known.set(card.id, [list, card]);
  }
  for (const [list, cards] of listsOf(now)) {
    // Lists that are kept hold the very same cards, in the same places.
    if (listIn(before, list) === cards) continue;
    for (const card of cards) {
      const last = known.get(card.id);
      if (last === undefined) arrived.push(card.id);
      else if (last[0] !== list || last[1].order !== card.order) moved.push(card.id);
    }
  }
  return { moved, arrived };
}

const TRAY = 'tray';
const OWN = 'own';

function* listsOf(index: WallIndex): Iterable<readonly [string, readonly Card[]]> {
  yield [TRAY, index.tray];
  yield [OWN, index.own];
  yield* index.inCluster;
}

function listIn(index: WallIndex, list: string): readonly Card[] | undefined {
  if (list === TRAY) return index.tray;
  if (list === OWN) return index.own;
  return index.inCluster.get(list as ClusterId);
}
