import type { WallIndex } from './wall-index.ts';

/** The lists of the wall that hold other cards than before, by the name of their drop area: '' is the tray. */
export function changedLists(before: WallIndex, now: WallIndex): readonly string[] {
  const changed: string[] = [];
  if (before.tray !== now.tray || before.own !== now.own) changed.push('');
  for (const [id, cards] of now.inCluster) {
    if (before.inCluster.get(id) !== cards) changed.push(id);
  }
  for (const id of before.inCluster.keys()) {
    if (!now.inCluster.has(id)) changed.push(id);
  }
  return changed;
}
