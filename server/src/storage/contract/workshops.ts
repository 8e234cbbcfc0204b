/** Creating and finding workshops, due moves, and the end of a store. */
import type { WorkshopId } from '@tavolo/model';
import { expect } from 'vitest';
import type { OnStore } from '../storage.contract.ts';
import { decision, decisions, idOf, workshopRecord } from '../storage-samples.ts';

export function workshopPromises(onStore: OnStore): void {
  onStore('a created workshop is found by id and by code, with its first decisions', async (s) => {
    const record = workshopRecord(1, { restore: 2, dueAt: 77 });
    expect(await s.createWorkshop(record, decisions(1, 3), 'hash')).toBe(true);
    expect(await s.findWorkshop(record.id)).toEqual(record);
    expect(await s.findWorkshopByCode(record.joinCode)).toEqual(record);
    expect(await s.read(record.id, 0, 10)).toEqual(decisions(1, 3));
  });

  onStore('what does not exist is not found', async (s) => {
    expect(await s.findWorkshop(idOf(9))).toBeNull();
    expect(await s.findWorkshopByCode('NOTACODE')).toBeNull();
    expect(await s.findDemonstration()).toBeNull();
  });

  onStore('a taken join code creates nothing', async (s) => {
    const first = workshopRecord(1);
    await s.createWorkshop(first, decisions(1, 1), 'h1');
    const second = workshopRecord(2, { joinCode: first.joinCode });
    expect(await s.createWorkshop(second, decisions(1, 1), 'h2')).toBe(false);
    expect(await s.findWorkshop(second.id)).toBeNull();
    expect(await s.useRecovery('h2', 'h3')).toBeNull();
    expect(await s.findWorkshopByCode(first.joinCode)).toEqual(first);
  });

  onStore('of many who want one code at once, one gets it', async (s) => {
    const wishes = Array.from({ length: 20 }, (_, n) =>
      s.createWorkshop(workshopRecord(n, { joinCode: 'WANTED23' }), decisions(1, 2), `h${n}`),
    );
    expect((await Promise.all(wishes)).filter((won) => won)).toHaveLength(1);
  });

  onStore('a creation that fails half-way leaves nothing behind', async (s) => {
    const record = workshopRecord(1);
    const twice = [decision(1, 'a', 5), decision(2, 'b', 5)];
    await expect(s.createWorkshop(record, twice, 'hash')).rejects.toThrow(/repeated command/);
    expect(await s.findWorkshop(record.id)).toBeNull();
    expect(await s.createWorkshop(record, decisions(1, 1), 'hash')).toBe(true);
  });

  onStore('an existing workshop is not created over', async (s) => {
    const record = workshopRecord(1);
    await s.createWorkshop(record, decisions(1, 2), 'hash');
    const again = { ...record, joinCode: 'OTHER234' };
    await expect(s.createWorkshop(again, decisions(1, 1), 'h')).rejects.toThrow(/workshop exists/);
    expect(await s.read(record.id, 0, 10)).toEqual(decisions(1, 2));
  });

  onStore('the demonstration is found', async (s) => {
    await s.createWorkshop(workshopRecord(1), decisions(1, 1), 'h1');
    const shown = workshopRecord(2, { demonstration: true });
    await s.createWorkshop(shown, decisions(1, 1), 'h2');
    expect(await s.findDemonstration()).toEqual(shown);
  });

  onStore('due moves: all that are due, soonest first, and the next one after', async (s) => {
    for (const [n, dueAt] of [null, 300, 100, 500, 900].entries()) {
      await s.createWorkshop(workshopRecord(n, { dueAt }), decisions(1, 1), `h${n}`);
    }
    const due = (n: number, dueAt: number) => ({ workshopId: idOf(n), dueAt });
    expect(await s.dueMoves(300)).toEqual([due(2, 100), due(1, 300), due(3, 500)]);
    expect(await s.dueMoves(50)).toEqual([due(2, 100)]);
    await s.append(idOf(2), [decision(2)], null);
    await s.append(idOf(1), [decision(2)], 950);
    expect(await s.dueMoves(0)).toEqual([due(3, 500)]);
    expect(await s.dueMoves(1_000)).toEqual([due(3, 500), due(4, 900), due(1, 950)]);
  });

  onStore(
    'heads say where workshops and their texts stand; what does not exist has none',
    async (s) => {
      await s.createWorkshop(workshopRecord(1, { restore: 3 }), decisions(1, 4), 'h1');
      await s.createWorkshop(workshopRecord(2, { dueAt: 70 }), decisions(1, 1), 'h2');
      await s.createWorkshop(workshopRecord(3), decisions(1, 1), 'h3');
      const written = (n: number) => ({ n, seatId: null, at: 1, bytes: Uint8Array.of(n) });
      const key = (name: string) => ({ workshopId: idOf<WorkshopId>(1), name });
      await s.appendText(key('table-b'), [written(1), written(2)], [], null);
      await s.appendText(key('proposal-a'), [written(1)], [], null);
      await s.append(idOf(1), [decision(5)], 90);
      await s.setJoinCode(idOf(2), 'FRESH234');
      const heads = await s.heads([idOf(2), idOf(9), idOf(1), 'no\0id' as WorkshopId]);
      const { joinCode } = workshopRecord(1);
      const texts = [
        { name: 'proposal-a', n: 1 },
        { name: 'table-b', n: 2 },
      ];
      expect([...heads].sort((a, b) => b.seq - a.seq)).toEqual([
        { id: idOf(1), joinCode, restore: 3, dueAt: 90, seq: 5, texts },
        { id: idOf(2), joinCode: 'FRESH234', restore: 0, dueAt: 70, seq: 1, texts: [] },
      ]);
      expect(await s.heads([])).toEqual([]);
    },
  );

  onStore('a check succeeds as often as it is asked', async (s) => {
    await s.check();
    await Promise.all([s.check(), s.check(10_000)]);
  });

  onStore('closing waits for what is in flight, may come twice, and ends all use', async (s) => {
    await s.createWorkshop(workshopRecord(1), decisions(1, 1), 'hash');
    const inFlight = s.append(idOf(1), [decision(2)], null);
    await Promise.all([s.close(), s.close()]);
    expect(await inFlight).toEqual({ ok: true });
    await s.close();
    await expect(s.read(idOf(1), 0, 1)).rejects.toThrow(/closed/);
    await expect(s.check()).rejects.toThrow(/closed/);
  });

  onStore('a code can be changed for one that nobody has; the old one finds nothing', async (s) => {
    const [first, second] = [workshopRecord(1), workshopRecord(2)];
    await s.createWorkshop(first, decisions(1, 1), 'h1');
    await s.createWorkshop(second, decisions(1, 1), 'h2');
    expect(await s.setJoinCode(first.id, second.joinCode)).toBe(false);
    expect(await s.setJoinCode(first.id, 'FRESH234')).toBe(true);
    expect(await s.findWorkshopByCode('FRESH234')).toEqual({ ...first, joinCode: 'FRESH234' });
    expect(await s.findWorkshopByCode(first.joinCode)).toBeNull();
    await expect(s.setJoinCode(idOf(9), 'OTHER234')).rejects.toThrow(/unknown workshop/);
  });
}
