import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareLines } from './compare.ts';

test('lines that both have stand side by side, the others alone', () => {
  expect(compareLines('uno\ndue\ntre', 'uno\ntre\nquattro')).toEqual([
    { old: 'uno', present: 'uno' },
    { old: 'due', present: null },
    { old: 'tre', present: 'tre' },
    { old: null, present: 'quattro' },
  ]);
  expect(compareLines('', 'nuovo')).toEqual([{ old: null, present: 'nuovo' }]);
});

test('each side reads as its own text, whatever the other says', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
  fc.assert(
    fc.property(lines, lines, (old, present) => {
      const rows = compareLines(old.join('\n'), present.join('\n'));
      const side = (key: 'old' | 'present') =>
        rows.map((row) => row[key]).filter((line) => line !== null);
      expect(side('old')).toEqual(old);
      expect(side('present')).toEqual(present);
    }),
  );
});
