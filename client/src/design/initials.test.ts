import { expect, test } from 'vitest';
import { initialsOf } from './initials.ts';

test('initials are letters, of the first two words where there are two', () => {
  expect(initialsOf('Sofia')).toBe('SO');
  expect(initialsOf('Anna Maria Rossi')).toBe('AM');
  expect(initialsOf('  "Gino" <b>ello</b>')).toBe('GB');
  expect(initialsOf('Menta 2')).toBe('M2');
  expect(initialsOf('نعناع')).toBe('نع');
  expect(initialsOf('🌿')).toBe('🌿');
});
