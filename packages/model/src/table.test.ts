import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Table } from './table.ts';

const step = fc.oneof(
  fc.record({ set: fc.nat(300), value: fc.nat(5) }),
  fc.record({ remove: fc.nat(300) }),
);

test('a Table behaves as a Map, through many foldings, and earlier ones stay as they were', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 0, maxLength: 900, size: 'max' }), (steps) => {
      const map = new Map<string, number>();
      let table = Table.empty<string, number>();
      const kept: [Table<string, number>, Map<string, number>][] = [];
      for (const [index, change] of steps.entries()) {
        if ('set' in change) {
          map.set(`k${change.set}`, change.value);
          table = table.set(`k${change.set}`, change.value);
        } else {
          map.delete(`k${change.remove}`);
          table = table.delete(`k${change.remove}`);
        }
        if (table.size !== map.size) throw new Error(`size ${table.size}, not ${map.size}`);
        if (index % 100 === 0) kept.push([table, new Map(map)]);
      }
      kept.push([table, map]);
      for (const [then, wanted] of kept) {
        expect(new Map(then.entries())).toEqual(wanted);
        expect([...then.keys()].sort()).toEqual([...wanted.keys()].sort());
        for (const key of ['k0', 'k1', 'k150', 'k300', 'none']) {
          expect(then.get(key)).toBe(wanted.get(key));
          expect(then.has(key)).toBe(wanted.has(key));
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('a Table keeps the identity of what did not change', () => {
  const value = {};
  const table = Table.from<string, object>([['a', value]]);
  expect(table.get('a')).toBe(value);
  expect(table.set('a', value)).toBe(table);
  expect(table.delete('b')).toBe(table);
});
