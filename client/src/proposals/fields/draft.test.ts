import { expect, test } from 'vitest';
import { isChangedElsewhere, isUnsaved, noDraft, sameWords } from './draft.ts';

test('what is typed is unsaved until it is saved, and not again when others change the field', () => {
  const typed = { typed: 'pane', known: '', error: null };
  expect(isUnsaved(typed)).toBe(true);
  const saved = { ...typed, known: 'pane' };
  expect(isUnsaved(saved)).toBe(false);
  expect(isChangedElsewhere(saved, 'latte')).toBe(true);
  expect(isUnsaved(saved)).toBe(false);
});

test('the field echoing one’s own words, tidied, is no change of others', () => {
  const saved = { typed: 'pane  e latte ', known: 'pane  e latte ', error: null };
  expect(isChangedElsewhere(saved, 'pane e latte')).toBe(false);
  expect(isChangedElsewhere(noDraft('pane'), 'latte')).toBe(false);
});

test('empty lines of a list count for nothing, a changed order or amount does', () => {
  expect(sameWords(['a', '', 'b'], ['a', 'b'])).toBe(true);
  expect(sameWords(['a', 'b'], ['b', 'a'])).toBe(false);
  const cost = { what: 'avvio', amount: 10, coveredBy: null };
  expect(sameWords([cost, { what: '', amount: 0, coveredBy: null }], [cost])).toBe(true);
  expect(sameWords([cost], [{ ...cost, amount: 11 }])).toBe(false);
  expect(sameWords([cost], [{ coveredBy: null, amount: 10, what: 'avvio' }])).toBe(true);
});
