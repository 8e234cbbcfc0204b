import { expect, test } from 'vitest';
import { matches } from './find.ts';

test('accents, capitals and order do not matter, every word does', () => {
  expect(matches('Tornare in città', 'CITTA')).toBe(true);
  expect(matches('Tornare in città', 'citta torn')).toBe(true);
  expect(matches('Tornare in città', 'mare citta')).toBe(false);
  expect(matches('أريد حكايات', 'حكايات')).toBe(true);
  expect(matches('qualunque cosa', '  ')).toBe(true);
});
