/** Texts: order, numbers, races, whose client id it is, the guard of rights, versions and snapshots. */
import type { SeatId } from '@tavolo/model';
import { expect } from 'vitest';
import type { OnStore } from '../storage.contract.ts';
import type { Storage } from '../storage.ts';
import { decision, decisions, idOf, workshopRecord } from '../storage-samples.ts';
import type { TextKey, TextUpdate, TextVersion } from '../text-storage.ts';

const KEY: TextKey = { workshopId: idOf(1), name: 'proposal-a' };
const OTHER: TextKey = { workshopId: idOf(1), name: 'proposal-b' };
const [ANNA, BEA] = [idOf<SeatId>(11), idOf<SeatId>(12)];

const update = (n: number, seatId: SeatId | null = ANNA): TextUpdate => ({
  n,
  seatId,
  at: 1_795_500_000_000 + n,
  bytes: Uint8Array.from({ length: 50 }, (_, index) => (n * 31 + index * 7) % 256),
});

const updates = (from: number, to: number): TextUpdate[] =>
  Array.from({ length: to - from + 1 }, (_, index) => update(from + index));

export function textPromises(onStore: OnStore): void {
  const create = (s: Storage) => s.createWorkshop(workshopRecord(1), decisions(1, 1), 'hash');
  const append = (s: Storage, ...all: TextUpdate[]) => s.appendText(KEY, all, [], null);

  onStore('updates of a text come back byte for byte, in order and in pages', async (s) => {
    await create(s);
    expect(await append(s, update(1, null), ...updates(2, 250))).toEqual({ ok: true });
    expect(await s.readText(KEY, 0, 100)).toEqual([update(1, null), ...updates(2, 100)]);
    expect(await s.readText(KEY, 240, 100)).toEqual(updates(241, 250));
    expect(await s.readText(KEY, 250, 100)).toEqual([]);
    expect(await s.readText(OTHER, 0, 100)).toEqual([]);
  });

  onStore('what is handed over is copied, and so is what is read', async (s) => {
    await create(s);
    const mine = update(1);
    await append(s, mine);
    mine.bytes.fill(0);
    const [read] = await s.readText(KEY, 0, 1);
    expect(read).toEqual(update(1));
    read?.bytes.fill(0);
    expect(await s.readText(KEY, 0, 1)).toEqual([update(1)]);
  });

  onStore('an append to a text that is not at the expected number changes nothing', async (s) => {
    await create(s);
    await append(s, update(1));
    for (const n of [1, 3]) {
      expect(await append(s, update(n))).toEqual({ ok: false, why: 'behind' });
    }
    await expect(append(s, update(2), update(4))).rejects.toThrow(/not consecutive/);
    await expect(append(s)).rejects.toThrow(/not consecutive/);
    expect(await s.readText(KEY, 0, 10)).toEqual([update(1)]);
  });

  onStore('fifty who append to one text at once: each number once', async (s) => {
    await create(s);
    const appendOne = async (): Promise<void> => {
      for (let n = 1; ; n += 1) {
        if ((await append(s, update(n))).ok) return;
      }
    };
    await Promise.all(Array.from({ length: 50 }, appendOne));
    expect(await s.readText(KEY, 0, 100)).toEqual(updates(1, 50));
  });

  onStore('texts of one workshop have numbers of their own', async (s) => {
    await create(s);
    await append(s, ...updates(1, 3));
    expect(await s.appendText(OTHER, [update(1)], [], null)).toEqual({ ok: true });
  });

  onStore('an unknown workshop has no texts', async (s) => {
    const nowhere = { ...KEY, workshopId: idOf<never>(9) };
    await expect(s.appendText(nowhere, [update(1)], [], null)).rejects.toThrow(/unknown workshop/);
    await expect(s.readText(nowhere, 0, 1)).rejects.toThrow(/unknown workshop/);
  });

  onStore('a client id belongs to the seat that first used it, in its text alone', async (s) => {
    await create(s);
    const anna = { client: 4_294_967_295, seatId: ANNA };
    expect(await s.appendText(KEY, [update(1)], [anna], null)).toEqual({ ok: true });
    expect(await s.appendText(KEY, [update(2)], [anna], null)).toEqual({ ok: true });
    const bea = { ...anna, seatId: BEA };
    const two = [{ client: 7, seatId: BEA }, bea];
    expect(await s.appendText(KEY, [update(3, BEA)], two, null)).toEqual({
      ok: false,
      why: 'behind',
    });
    expect(await s.textAuthors(KEY)).toEqual([anna]);
    expect(await s.readText(KEY, 2, 10)).toEqual([]);
    expect(await s.appendText(OTHER, [update(1, BEA)], [bea], null)).toEqual({ ok: true });
    expect(await s.textAuthors(OTHER)).toEqual([bea]);
  });

  onStore('an append is refused where who may write has changed since the look', async (s) => {
    await create(s);
    const moved = { ...decision(3, 'moved', 3), type: 'moveToPhase' as const };
    await s.append(KEY.workshopId, [decision(2), moved, decision(4)], null);
    const guarded = (seq: number, n: number) =>
      s.appendText(KEY, [update(n)], [{ client: 5, seatId: ANNA }], {
        seq,
        types: ['moveToPhase', 'setRole'],
      });
    for (const seq of [1, 2]) expect(await guarded(seq, 1)).toEqual({ ok: false, why: 'rights' });
    expect(await s.textAuthors(KEY)).toEqual([]);
    expect(await guarded(3, 1)).toEqual({ ok: true });
    expect(await guarded(4, 2)).toEqual({ ok: true });
  });

  onStore('the newest snapshot is kept', async (s) => {
    await create(s);
    expect(await s.findTextSnapshot(KEY)).toBeNull();
    const snapshot = (n: number) => ({ n, bytes: update(n).bytes });
    await s.appendText(
      KEY,
      [1, 2, 3, 4].map((n) => update(n)),
      [],
      null,
    );
    for (const n of [1, 4, 3]) await s.saveTextSnapshot(KEY, snapshot(n));
    expect(await s.findTextSnapshot(KEY)).toEqual(snapshot(4));
    // One that says more than the log has is no cache of it.
    for (const n of [9, 2]) await s.saveTextSnapshot(KEY, snapshot(n));
    expect(await s.findTextSnapshot(KEY)).toEqual(snapshot(2));
    expect(await s.findTextSnapshot(OTHER)).toBeNull();
  });

  onStore('versions are numbered, listed newest first, and come back whole', async (s) => {
    await create(s);
    const version = (number: number, name: string): TextVersion => ({
      number,
      kind: number === 1 ? 'phase' : 'named',
      name,
      at: 1_795_500_000_000 + number,
      seatId: number === 1 ? null : BEA,
      n: number * 10,
      bytes: update(number).bytes,
    });
    const [first, second] = [version(1, 'tables'), version(2, 'Prima della plenaria — è')];
    for (const { number, ...rest } of [first, second]) {
      expect(await s.saveTextVersion(KEY, rest)).toBe(number);
    }
    const line = ({ bytes: _, ...rest }: TextVersion) => rest;
    expect(await s.textVersions(KEY)).toEqual([line(second), line(first)]);
    expect(await s.findTextVersion(KEY, 2)).toEqual(second);
    expect(await s.findTextVersion(KEY, 3)).toBeNull();
    expect(await s.textVersions(OTHER)).toEqual([]);
  });

  onStore('a version of a phase is kept once, however many say it', async (s) => {
    await create(s);
    const phase = { kind: 'phase', name: 'tables', at: 5, seatId: null, n: 7 } as const;
    const bytes = update(1).bytes;
    const told = await Promise.all(
      [1, 2, 3].map(() => s.saveTextVersion(KEY, { ...phase, bytes })),
    );
    expect(told).toEqual([1, 1, 1]);
    expect(await s.saveTextVersion(KEY, { ...phase, kind: 'named', bytes })).toBe(2);
    expect(await s.saveTextVersion(KEY, { ...phase, bytes })).toBe(2);
    expect(await s.saveTextVersion(KEY, { ...phase, n: 8, bytes })).toBe(3);
    expect(await s.textVersions(KEY)).toHaveLength(3);
  });
}
