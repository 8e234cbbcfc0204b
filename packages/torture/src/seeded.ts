/**
 * Random numbers that a seed repeats: mulberry32, a 32-bit generator by Tommy Ettinger (public
 * domain). Good enough to choose attacks, not for secrets.
 */
export interface Seeded {
  /** 0 up to but without 1. */
  next(): number;
  /** A whole number from 0 up to but without `below`. */
  below(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
  bytes(length: number): Uint8Array;
  /** A stream of its own, so that one part does not shift the numbers of another. */
  fork(name: string): Seeded;
}

export function seeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    below,
    pick<Item>(items: readonly Item[]): Item {
      if (items.length === 0) throw new Error('nothing to pick from');
      return items[below(items.length)] as Item;
    },
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
    fork(name) {
      let hash = seed;
      for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
      return seeded(hash);
    },
  };
}
