import { expect, test } from 'vitest';
import { seeded } from './seeded.ts';

test('the same seed gives the same numbers, another seed others', () => {
  const some = (seed: number) => Array.from({ length: 20 }, seeded(seed).next);
  expect(some(7)).toEqual(some(7));
  expect(some(7)).not.toEqual(some(8));
});

test('a fork does not depend on how many numbers were taken before it', () => {
  const one = seeded(7);
  one.next();
  expect(one.fork('network').next()).toBe(seeded(7).fork('network').next());
  expect(seeded(7).fork('network').next()).not.toBe(seeded(7).fork('disk').next());
});

test('below stays below, and reaches both ends', () => {
  const { below } = seeded(1);
  const seen = new Set(Array.from({ length: 500 }, () => below(5)));
  expect([...seen].sort()).toEqual([0, 1, 2, 3, 4]);
});
