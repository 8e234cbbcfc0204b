import { expect, test } from 'vitest';
import { askedFor } from './asked-for.ts';

test('without a word: sixty people for five minutes, on a server of their own', () => {
  expect(askedFor([])).toEqual({ people: 60, minutes: 5, url: null, code: null, json: false });
});

test('both ways of writing a value are read', () => {
  expect(askedFor(['--people=12', '--minutes', '0.5', '--json'])).toMatchObject({
    people: 12,
    minutes: 0.5,
    json: true,
  });
});

test('a server on another computer is asked only where somebody says that it is theirs', () => {
  const away = ['--url', 'https://tavolo.example', '--code', 'K7QF-M3XD'];
  expect(askedFor(away)).toMatch(/--elsewhere/);
  expect(askedFor([...away, '--elsewhere'])).toMatchObject({ url: 'https://tavolo.example' });
  expect(askedFor(['--url', 'http://127.0.0.1:4000', '--code', 'K7QF-M3XD'])).toMatchObject({
    url: 'http://127.0.0.1:4000',
  });
});

test('bounds are kept', () => {
  for (const args of [
    ['--people', '501'],
    ['--people', '0'],
    ['--minutes', '0'],
    ['--minutes', 'x'],
    ['--code', 'A'],
  ]) {
    expect(typeof askedFor(args)).toBe('string');
  }
});
