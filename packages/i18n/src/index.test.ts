import { expect, test } from 'vitest';
import { sayRefusal } from './index.ts';

test('a "no" of the present phase says in which phases it can be done', () => {
  const refusal = { kind: 'wrong-phase', params: { when: 'listen write share' } };
  expect(sayRefusal('it', refusal)).toBe(
    'In questa fase non si può. Si può in: Raccolta, Scrittura individuale o Condivisione.',
  );
  expect(sayRefusal('en', { kind: 'wrong-phase', params: { when: 'cluster' } })).toBe(
    'Not in this phase. It can be done in: Clustering.',
  );
});

test('without phases, and for every other "no", the plain sentence stands', () => {
  expect(sayRefusal('it', { kind: 'wrong-phase' })).toBe('In questa fase non si può fare.');
  expect(sayRefusal('en', { kind: 'text-too-long', params: { length: 2001, limit: 2000 } })).toBe(
    'It is too long: 2,001 characters, at most 2,000 are possible.',
  );
});
