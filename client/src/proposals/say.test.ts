import { expect, test } from 'vitest';
import { sayDate, sayEuro } from './say.ts';

test('a day is the same day in every time zone, in words', () => {
  expect(sayDate('2026-05-31', 'it')).toBe('31 maggio 2026');
  expect(sayDate('2026-05-31', 'en')).toBe('31 May 2026');
  expect(sayDate('presto', 'it')).toBe('presto');
});

test('euro are whole, with figures grouped as the language groups them', () => {
  expect(sayEuro(9500, 'it').replace(/\s/g, ' ')).toBe('9.500 €');
  expect(sayEuro(31000, 'en')).toBe('€31,000');
});
