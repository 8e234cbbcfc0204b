/** Snapshots: found when they are sealed, whole or not at all, and dropped part by part. */
import { expect } from 'vitest';
import { dropSnapshots, keepSnapshot, readSnapshot, type Snapshot } from '../snapshots.ts';
import type { OnStore } from '../storage.contract.ts';
import type { Storage } from '../storage.ts';
import { decisions, idOf, workshopRecord } from '../storage-samples.ts';
import { sha256 } from '../text-row.ts';

const [ONE, TWO] = [idOf<never>(1), idOf<never>(2)];

/** Of several parts, the last of them short; bytes that differ everywhere. */
const snapshot = (seq: number, version = 'v1'): Snapshot => ({
  seq,
  version,
  bytes: Uint8Array.from({ length: 600_000 }, (_, index) => (seq * 31 + index * 7) % 251),
});

const summed = ({ bytes, ...rest }: Snapshot) => ({ ...rest, sum: sha256(bytes) });

export function snapshotPromises(onStore: OnStore): void {
  const create = async (s: Storage): Promise<void> => {
    await s.createWorkshop(workshopRecord(1), decisions(1, 1), 'h1');
    await s.createWorkshop(workshopRecord(2), decisions(1, 1), 'h2');
  };
  /** The sealed and whole ones; bytes as a hash, for comparing half a megabyte takes a second. */
  const found = async (s: Storage, id = ONE) => {
    const all: ReturnType<typeof summed>[] = [];
    for (const head of await s.snapshotHeads(id)) {
      const bytes = await readSnapshot(s, id, head);
      if (bytes !== null) all.push(summed({ seq: head.seq, version: head.version, bytes }));
    }
    return all;
  };

  onStore('a snapshot comes back byte for byte, and the older ones are gone', async (s) => {
    await create(s);
    for (const seq of [5, 9]) expect(await keepSnapshot(s, ONE, snapshot(seq))).toBe(true);
    expect(await found(s)).toEqual([summed(snapshot(9))]);
    expect(await s.readSnapshotPart(ONE, 5, 0)).toBeNull();
    expect(await found(s, TWO)).toEqual([]);
  });

  onStore(
    'one that is kept twice stays as it is; one of another version takes its place',
    async (s) => {
      await create(s);
      for (const version of ['v1', 'v1', 'v2']) {
        expect(await keepSnapshot(s, ONE, snapshot(5, version))).toBe(true);
      }
      expect(await found(s)).toEqual([summed(snapshot(5, 'v2'))]);
    },
  );

  onStore('what has not been sealed is not found', async (s) => {
    await create(s);
    await s.saveSnapshotPart(ONE, 7, 0, Uint8Array.of(1, 2, 3));
    expect(await s.snapshotHeads(ONE)).toEqual([]);
    await keepSnapshot(s, ONE, snapshot(9));
    expect(await s.readSnapshotPart(ONE, 7, 0)).toBeNull();
  });

  onStore('one with a changed or a missing part does not count', async (s) => {
    await create(s);
    await keepSnapshot(s, ONE, snapshot(5));
    await s.saveSnapshotPart(ONE, 5, 1, Uint8Array.of(1));
    expect(await found(s)).toEqual([]);
    expect(await s.snapshotHeads(ONE)).toHaveLength(1);
    await s.sealSnapshot(TWO, { seq: 3, version: 'v1', parts: 1, sha256: '' });
    expect(await found(s, TWO)).toEqual([]);
  });

  onStore('one that cannot be read back leaves the older one', async (s) => {
    await create(s);
    await keepSnapshot(s, ONE, snapshot(5));
    const forgetful: Storage = {
      ...s,
      saveSnapshotPart: (id, seq, part, bytes) =>
        s.saveSnapshotPart(id, seq, part, part === 1 ? bytes.subarray(1) : bytes),
    };
    expect(await keepSnapshot(forgetful, ONE, snapshot(9))).toBe(false);
    expect(await found(s)).toEqual([summed(snapshot(5))]);
  });

  onStore('dropping goes by number and takes the sealed and the unsealed', async (s) => {
    await create(s);
    for (const seq of [4, 8]) {
      await s.saveSnapshotPart(ONE, seq, 0, Uint8Array.of(seq));
      await s.sealSnapshot(ONE, { seq, version: 'v1', parts: 1, sha256: '' });
    }
    await s.saveSnapshotPart(ONE, 9, 0, Uint8Array.of(9));
    await dropSnapshots(s, ONE, 5, 1_000);
    expect((await s.snapshotHeads(ONE)).map(({ seq }) => seq)).toEqual([4]);
    expect(await s.readSnapshotPart(ONE, 9, 0)).toBeNull();
    expect(await s.dropSnapshotPart(ONE, 5, 1_000)).toBe(false);
  });

  onStore('an unknown workshop has no snapshots', async (s) => {
    const nowhere = idOf<never>(9);
    await expect(s.saveSnapshotPart(nowhere, 1, 0, Uint8Array.of(1))).rejects.toThrow(/unknown/);
    await expect(s.snapshotHeads(nowhere)).rejects.toThrow(/unknown/);
  });
}
