import { expect, test } from 'vitest';
import { Histogram } from './histogram.ts';

test('the percentile is the time within which so many were done', () => {
  const times = new Histogram();
  for (let ms = 1; ms <= 100; ms += 1) times.add(ms);
  expect(times.percentile(50)).toBe(50);
  expect(times.percentile(95)).toBe(95);
  expect(times.percentile(100)).toBe(100);
  expect(new Histogram().percentile(95)).toBeNaN();
});

test('what several processes have counted adds up, over the wire too', () => {
  const [one, other] = [new Histogram(), new Histogram()];
  for (let n = 0; n < 90; n += 1) one.add(1.23);
  for (let n = 0; n < 10; n += 1) other.add(900);
  one.addAll(Histogram.unpacked(other.packed()));
  expect(one.count).toBe(100);
  expect(one.percentile(90)).toBe(1.2);
  expect(one.percentile(91)).toBe(900);
});

test('a time that is out of bounds stands at the bound', () => {
  const times = new Histogram();
  times.add(-1);
  times.add(1e9);
  expect(times.percentile(1)).toBe(0);
  expect(times.percentile(100)).toBe(20_000);
});
