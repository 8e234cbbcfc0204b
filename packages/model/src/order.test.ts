import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byOrder, keyBetween, MAX_KEY, ORDER_KEY, spreadKeys } from './order.ts';

/** Puts a key in at `index`; renumbers as `placeEvents` does. Returns whether it had to. */
function insert(keys: string[], index: number): boolean {
  const [before, after] = [keys[index - 1] ?? null, keys[index] ?? null];
  const key = keyBetween(before, after);
  if (key === null || key.length > MAX_KEY) {
    keys.splice(0, keys.length, ...spreadKeys(keys.length + 1));
    return true;
  }
  if (!ORDER_KEY.test(key)) throw new Error(`${key} is not a key`);
  if (before !== null && !(before < key)) throw new Error(`${before} is not before ${key}`);
  if (after !== null && !(key < after)) throw new Error(`${key} is not before ${after}`);
  keys.splice(index, 0, key);
  return false;
}

describe('order keys', () => {
  test('[G6] a key lies strictly between any two, over thousands of random insertions', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
          minLength: 2_000,
          maxLength: 3_000,
          size: 'max',
        }),
        (spots) => {
          const keys: string[] = [];
          let renumbered = 0;
          for (const spot of spots) {
            if (insert(keys, Math.min(keys.length, Math.floor(spot * (keys.length + 1)))))
              renumbered += 1;
          }
          expect(keys).toHaveLength(spots.length);
          expect([...keys].sort()).toEqual(keys);
          expect(new Set(keys).size).toBe(keys.length);
          // Only a run of insertions at one spot fills a key; renumbering stays rare.
          expect(renumbered).toBeLessThan(50);
        },
      ),
      // Shrinking thousands of insertions would take minutes; the seed is enough.
      { numRuns: 5, endOnFailure: true },
    );
  });

  test('[G6] at either end keys stay at four characters for tens of thousands of cards', () => {
    let [first, last] = [keyBetween(null, null), keyBetween(null, null)];
    for (let n = 0; n < 50_000; n += 1) {
      const [lower, higher] = [keyBetween(null, first), keyBetween(last, null)];
      if (!(lower !== null && first !== null && lower < first))
        throw new Error(`${lower}, ${first}`);
      if (!(higher !== null && last !== null && last < higher))
        throw new Error(`${last}, ${higher}`);
      if (lower.length > 4 || higher.length > 4) throw new Error(`${lower} ${higher}`);
      if (lower.endsWith('0') || higher.endsWith('0')) throw new Error(`${lower} ${higher}`);
      [first, last] = [lower, higher];
    }
  });

  test('[G6] beyond the last of the four digits there is still room', () => {
    for (const [before, after] of [
      ['zzzz', null],
      ['zzzzzzzz', null],
      [null, '0001'],
      [null, '00000001'],
      ['a', 'a1'],
      ['a', 'b'],
      ['az', 'b'],
      ['azzzz', 'b'],
    ] as const) {
      const key = keyBetween(before, after);
      expect(key).toMatch(ORDER_KEY);
      expect((before ?? '') < (key ?? '')).toBe(true);
      if (after !== null) expect((key ?? '') < after).toBe(true);
    }
  });

  test('[G6] always inserting at one spot grows keys until the cluster is renumbered, and never past the bound', () => {
    const keys = spreadKeys(2);
    let renumbered = 0;
    let longest = 0;
    for (let n = 0; n < 2_000; n += 1) {
      if (insert(keys, 1)) renumbered += 1;
      for (const key of keys) longest = Math.max(longest, key.length);
    }
    expect(renumbered).toBeGreaterThan(0);
    expect(longest).toBeLessThanOrEqual(MAX_KEY);
    expect([...keys].sort()).toEqual(keys);
  });

  test('[G6] there is no key between equal ones or ones out of order: then the cluster is renumbered', () => {
    expect(keyBetween('a', 'a')).toBeNull();
    expect(keyBetween('b', 'a')).toBeNull();
  });

  test('[G6] spread keys ascend, end in no zero, and are as many as asked for', () => {
    for (const count of [0, 1, 2, 61, 62, 63, 20_000, 300_000]) {
      const keys = spreadKeys(count);
      expect(keys).toHaveLength(count);
      for (const [index, key] of keys.entries()) {
        if (!ORDER_KEY.test(key) || (index > 0 && !((keys[index - 1] ?? '') < key))) {
          throw new Error(`${keys[index - 1]} ${key}`);
        }
      }
    }
  });

  test('[G6] a tie is settled by id', () => {
    const [a, b] = [
      { order: 'U', id: 'a' },
      { order: 'U', id: 'b' },
    ];
    expect([b, a].sort(byOrder)).toEqual([a, b]);
    expect(byOrder(a, a)).toBe(0);
  });
});
