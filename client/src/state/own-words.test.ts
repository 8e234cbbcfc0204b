import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetOwnWords, ownKey } from './own-words.ts';
import { UnsentShelf } from './unsent-words.ts';

/** A browser's storage, as far as it is used. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (at) => [...kept.keys()][at] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

beforeEach(() => vi.stubGlobal('localStorage', storage()));
afterEach(() => vi.unstubAllGlobals());

const words = (id: string) =>
  ({ id, document: 'proposal-1', words: `parole ${id}`, reason: 'rights', at: 1 }) as const;

function shelfOf(seatId: string): UnsentShelf {
  const shelf = new UnsentShelf('w1');
  shelf.sit(seatId);
  return shelf;
}

test('unsent words come back to the seat that wrote them, and to no other at the same device', () => {
  shelfOf('rosa').keep(words('a'));
  expect(shelfOf('rosa').get()).toEqual([words('a')]);
  expect(shelfOf('piero').get()).toEqual([]);
  const shelf = shelfOf('rosa');
  shelf.sit('piero');
  expect(shelf.get()).toEqual([]);
});

test('before anybody is known to sit here nothing is shown, and nothing is lost', () => {
  shelfOf('rosa').keep(words('a'));
  expect(new UnsentShelf('w1').get()).toEqual([]);
  expect(shelfOf('rosa').get()).toHaveLength(1);
});

test('leaving takes away what any seat of this workshop left, and nothing of another', () => {
  shelfOf('rosa').keep(words('a'));
  localStorage.setItem(ownKey('w1', 'piero', 'draft:need'), 'metà');
  localStorage.setItem(ownKey('w2', 'rosa', 'draft:need'), 'altrove');
  forgetOwnWords('w1');
  expect(shelfOf('rosa').get()).toEqual([]);
  expect(localStorage.length).toBe(1);
  expect(localStorage.getItem(ownKey('w2', 'rosa', 'draft:need'))).toBe('altrove');
});
