/** The snapshots of the store that forgets. */
import type { WorkshopId } from '@tavolo/model';
import type { SnapshotHead, SnapshotStorage } from '../snapshot-storage.ts';

interface Kept {
  readonly heads: Map<number, SnapshotHead>;
  /** By number, then by part. */
  readonly parts: Map<number, Map<number, Uint8Array>>;
}

/** `ask` refuses when the store is closed; `known` throws where the workshop is unknown. */
export function memorySnapshots(
  ask: <Answer>(work: () => Answer) => Promise<Answer>,
  known: (id: WorkshopId) => unknown,
): SnapshotStorage {
  const all = new Map<WorkshopId, Kept>();

  function keptOf(id: WorkshopId): Kept {
    known(id);
    const kept = all.get(id) ?? { heads: new Map(), parts: new Map() };
    all.set(id, kept);
    return kept;
  }

  return {
    saveSnapshotPart: (id, seq, part, bytes) =>
      ask(() => {
        const { parts } = keptOf(id);
        const own = parts.get(seq) ?? new Map<number, Uint8Array>();
        parts.set(seq, own.set(part, Uint8Array.from(bytes)));
      }),
    sealSnapshot: (id, head) =>
      ask(() => {
        const { heads } = keptOf(id);
        if (!heads.has(head.seq)) heads.set(head.seq, head);
      }),
    snapshotHeads: (id) => ask(() => [...keptOf(id).heads.values()].sort((a, b) => b.seq - a.seq)),
    readSnapshotPart: (id, seq, part) =>
      ask(() => {
        const bytes = keptOf(id).parts.get(seq)?.get(part);
        return bytes === undefined ? null : Uint8Array.from(bytes);
      }),
    dropSnapshotPart: (id, from, to) =>
      ask(() => {
        const { heads, parts } = keptOf(id);
        const within = (seq: number): boolean => seq >= from && seq <= to;
        for (const seq of [...heads.keys()].filter(within)) heads.delete(seq);
        const seq = [...parts.keys()].find(within);
        if (seq === undefined) return false;
        const own = parts.get(seq);
        const [first] = own?.keys() ?? [];
        if (first !== undefined) own?.delete(first);
        if (own === undefined || own.size === 0) parts.delete(seq);
        return true;
      }),
  };
}
