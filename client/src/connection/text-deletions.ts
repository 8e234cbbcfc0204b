/**
 * Deletions are in no state vector: what somebody has taken out of a text and the server has
 * not is found by comparing what is deleted here with what its full answer says is deleted.
 */
import * as Y from 'yjs';

export type Deletions = ReturnType<typeof Y.createDeleteSetFromStructStore>;

export function deletionsOf(doc: Y.Doc): Deletions {
  return Y.createDeleteSetFromStructStore(doc.store);
}

/** What an update says is deleted; a server's full answer says all it knows. */
export function deletionsIn(update: Uint8Array): Deletions {
  return Y.decodeUpdate(update).ds;
}

/** Is something deleted in `here` that is not in `there`? Own parts from `beyond` on are not there at all. */
export function deletesMore(
  here: Deletions,
  there: Deletions,
  beyond: ReadonlyMap<number, number>,
): boolean {
  for (const [client, ranges] of here.clients) {
    const end = beyond.get(client) ?? Number.POSITIVE_INFINITY;
    // Both lists are in order and without overlaps.
    const known = there.clients.get(client) ?? [];
    let next = 0;
    for (const { clock, len } of ranges) {
      const last = Math.min(clock + len, end);
      let reached = clock;
      while (reached < last) {
        const range = known[next];
        if (range === undefined || range.clock > reached) return true;
        reached = Math.max(reached, range.clock + range.len);
        if (range.clock + range.len < last) next += 1;
      }
    }
  }
  return false;
}
