/** The log: order, numbers, batches, races, and bytes that come back as they went in. */
import type { WorkshopEvent } from '@tavolo/model';
import { expect } from 'vitest';
import type { OnStore } from '../storage.contract.ts';
import type { Storage } from '../storage.ts';
import { cardWritten, decision, decisions, idOf, workshopRecord } from '../storage-samples.ts';

/** Texts that a store could bend: no normalising, no trimming, no re-encoding. */
const TEXTS = [
  'Un posto dove lasciare mamma il giovedì',
  'e\u0301 is not é: kept as written',
  '👵🏽👨‍👩‍👧 🇮🇹',
  'أحتاج إلى من يرافق أمي \u200Fيوم الخميس',
  'line\nbreak\tand "quotes" \\ and \u2028 separators',
  "'; DROP TABLE decision; --",
  ' spaces around ',
  '\u{10FFFF}\uFEFF',
];

export function logPromises(onStore: OnStore): void {
  const first = workshopRecord(1);
  const create = (s: Storage) => s.createWorkshop(first, decisions(1, 1), 'hash');

  onStore('an append at the expected number is kept, with all its fields', async (s) => {
    await create(s);
    const own = decision(2, 'own');
    const order = { ...decision(3, 'the server', null), type: 'completeMove' as const };
    expect(await s.append(first.id, [own, order], null)).toEqual({ ok: true });
    expect(await s.read(first.id, 1, 10)).toEqual([own, order]);
  });

  onStore('the loser of a race is told the last number and changes nothing', async (s) => {
    await create(s);
    expect(await s.append(first.id, [decision(2, 'winner', 20)], 5)).toEqual({ ok: true });
    const lost = [decision(2, 'loser', 21), decision(3, 'loser', 22)];
    expect(await s.append(first.id, lost, 6)).toEqual({ ok: false, seq: 2 });
    expect(await s.append(first.id, [decision(9, 'ahead', 23)], 6)).toEqual({ ok: false, seq: 2 });
    expect(await s.read(first.id, 1, 10)).toEqual([decision(2, 'winner', 20)]);
    expect((await s.findWorkshop(first.id))?.dueAt).toBe(5);
  });

  onStore('a batch is kept whole or not at all', async (s) => {
    await create(s);
    const broken = [decision(2), decision(3), decision(4, 'repeat', 1)];
    await expect(s.append(first.id, broken, 9)).rejects.toThrow(/repeated command/);
    expect(await s.read(first.id, 1, 10)).toEqual([]);
    expect((await s.findWorkshop(first.id))?.dueAt).toBeNull();
    expect(await s.append(first.id, decisions(2, 4), null)).toEqual({ ok: true });
  });

  onStore('a batch with a hole in it is refused, and so is an empty one', async (s) => {
    await create(s);
    const holed = [decision(2), decision(4)];
    await expect(s.append(first.id, holed, null)).rejects.toThrow(/not consecutive/);
    await expect(s.append(first.id, [], null)).rejects.toThrow(/not consecutive/);
  });

  onStore('an unknown workshop has no log', async (s) => {
    await expect(s.append(idOf(9), [decision(1)], null)).rejects.toThrow(/unknown workshop/);
    await expect(s.read(idOf(9), 0, 1)).rejects.toThrow(/unknown workshop/);
  });

  onStore('a command counts once per workshop and seat', async (s) => {
    await create(s);
    await s.createWorkshop(workshopRecord(2), decisions(1, 1), 'h2');
    await expect(s.append(first.id, [decision(2, 'again', 1)], null)).rejects.toThrow(/repeated/);
    const otherSeat = { ...decision(2, 'other seat', 1), seatId: idOf<never>(2) };
    expect(await s.append(first.id, [otherSeat], null)).toEqual({ ok: true });
    expect(await s.append(idOf(2), [decision(2, 'here too', 7)], null)).toEqual({ ok: true });
    expect(await s.append(first.id, [decision(3, 'there too', 7)], null)).toEqual({ ok: true });
  });

  onStore('orders of the server, without a command, may follow one another', async (s) => {
    await create(s);
    const orders = [decision(2, 'a', null), decision(3, 'b', null)];
    expect(await s.append(first.id, orders, null)).toEqual({ ok: true });
  });

  onStore('pages are in order and fit together', async (s) => {
    await s.createWorkshop(first, decisions(1, 250), 'hash');
    expect(await s.read(first.id, 0, 100)).toEqual(decisions(1, 100));
    expect(await s.read(first.id, 100, 100)).toEqual(decisions(101, 200));
    expect(await s.read(first.id, 200, 100)).toEqual(decisions(201, 250));
    expect(await s.read(first.id, 250, 100)).toEqual([]);
    expect(await s.read(first.id, 999, 100)).toEqual([]);
  });

  onStore('bodies come back byte for byte: key order and every character', async (s) => {
    await create(s);
    const strange = { z: 1, a: { y: [3, 1, 2], b: null }, type: 'workshopClosed', '10': 0 };
    const events = [
      ...TEXTS.map((text, n) => cardWritten(n, text)),
      strange as unknown as WorkshopEvent,
    ];
    await s.append(first.id, [{ ...decision(2), events }], null);
    const [back] = await s.read(first.id, 1, 1);
    expect(JSON.stringify(back?.events)).toBe(JSON.stringify(events));
  });

  onStore('what is read is a copy: nobody can change the log through it', async (s) => {
    await create(s);
    const [one] = await s.read(first.id, 0, 1);
    Object.assign(one?.events[0] ?? {}, { type: 'workshopClosed' });
    expect(await s.read(first.id, 0, 1)).toEqual(decisions(1, 1));
  });

  onStore('fifty callers at once: each number once, none lost', async (s) => {
    await create(s);
    /** As the house does it: lose, catch up, try again. */
    const appendOne = async (caller: number): Promise<void> => {
      for (let seq = 1; ; ) {
        const mine = decision(seq + 1, `caller ${caller}`, 1_000 + caller);
        const result = await s.append(first.id, [mine], null);
        if (result.ok) return;
        seq = result.seq;
      }
    };
    await Promise.all(Array.from({ length: 50 }, (_, caller) => appendOne(caller)));
    const log = await s.read(first.id, 1, 100);
    expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 2));
    expect(new Set(log.map(({ cmdId }) => cmdId)).size).toBe(50);
  });

  onStore('one refused append among many takes no other down', async (s) => {
    await create(s);
    for (let n = 2; n <= 20; n += 1) {
      await s.createWorkshop(workshopRecord(n), decisions(1, 1), `h${n}`);
    }
    const all = Array.from({ length: 20 }, (_, n) =>
      s.append(idOf(n + 1), [decision(2, 'x', n === 9 ? 1 : 2)], null),
    );
    const settled = await Promise.allSettled(all);
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    expect(settled[9]?.status).toBe('rejected');
    expect(await s.read(idOf(10), 1, 10)).toEqual([]);
    expect(await s.read(idOf(11), 1, 10)).toHaveLength(1);
  });
}
