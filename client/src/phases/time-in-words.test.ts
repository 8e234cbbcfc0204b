import { expect, test } from 'vitest';
import { timeInWords } from './time-in-words.ts';

test('minutes are said in the units people think in', () => {
  const said = (minutes: number) =>
    timeInWords(minutes, (key, params) => `${params?.count} ${key.split('.')[1]}`);
  expect(said(10)).toBe('10 minutes');
  expect(said(90)).toBe('1 hours 30 minutes');
  expect(said(180)).toBe('3 hours');
  expect(said(2_880)).toBe('2 days');
  expect(said(0)).toBe('0 minutes');
});
