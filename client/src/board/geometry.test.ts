import type { Cluster, ClusterId } from '@tavolo/model';
import { describe, expect, test } from 'vitest';
import {
  boundsOf,
  CLUSTER_GAP,
  CLUSTER_WIDTH,
  fitting,
  freeSpot,
  guessHeight,
  isNear,
  layOut,
  overlap,
} from './geometry.ts';

const cluster = (id: string, x: number, y: number): Cluster => ({
  id: id as ClusterId,
  themeId: null,
  tableId: null,
  pass: 0,
  name: id,
  question: '',
  x,
  y,
});

describe('laying out clusters', () => {
  test('what would be covered moves down, what is free stays', () => {
    const rects = layOut(
      [cluster('a', 0, 0), cluster('b', 0, 100), cluster('c', 600, 100)],
      () => 300,
    );
    expect(rects.get('a' as ClusterId)).toMatchObject({ x: 0, y: 0 });
    expect(rects.get('b' as ClusterId)).toMatchObject({ x: 0, y: 300 + CLUSTER_GAP });
    expect(rects.get('c' as ClusterId)).toMatchObject({ x: 600, y: 100 });
  });

  test('no two areas lie on each other, wherever they were put', () => {
    const clusters = Array.from({ length: 40 }, (_, at) =>
      cluster(`c${at}`, (at * 137) % 900, (at * 71) % 400),
    );
    const rects = [...layOut(clusters, (id) => 200 + (id.length % 3) * 90).values()];
    for (const [at, rect] of rects.entries()) {
      for (const other of rects.slice(at + 1)) expect(overlap(rect, other, -8)).toBe(false);
    }
  });

  test('a new cluster lies free inside the view, in whole units', () => {
    const taken = [{ x: 0, y: 0, width: CLUSTER_WIDTH, height: 400 }];
    const spot = freeSpot({ x: 0.4, y: 0.4, width: 1200, height: 700 }, taken);
    expect(Number.isInteger(spot.x) && Number.isInteger(spot.y)).toBe(true);
    expect(overlap({ ...spot, width: CLUSTER_WIDTH, height: 190 }, taken[0] as never)).toBe(false);
    expect(spot.x + CLUSTER_WIDTH).toBeLessThanOrEqual(1200.4);
  });

  test('with no room on screen it goes beside what is there', () => {
    const taken = [{ x: 0, y: 0, width: 2000, height: 2000 }];
    expect(freeSpot({ x: 0, y: 0, width: 900, height: 600 }, taken)).toEqual({
      x: 2000 + CLUSTER_GAP,
      y: 0,
    });
  });

  test('longer words make a taller guess', () => {
    const short = guessHeight([{ text: 'breve' }, { text: 'breve' }]);
    expect(guessHeight([{ text: 'x'.repeat(400) }])).toBeGreaterThan(short);
    expect(guessHeight([])).toBeGreaterThan(100);
  });
});

describe('what is on screen', () => {
  const view = { x: 0, y: 0, width: 1000, height: 600 };

  test('near clusters are drawn, far ones are not', () => {
    expect(isNear({ x: 1100, y: 0, width: 428, height: 300 }, view)).toBe(true);
    expect(isNear({ x: 3000, y: 0, width: 428, height: 300 }, view)).toBe(false);
    expect(isNear({ x: 0, y: -1000, width: 428, height: 300 }, view)).toBe(false);
  });

  test('fitting shows all, within the limits of zoom', () => {
    const all = boundsOf([
      { x: -100, y: 0, width: 428, height: 300 },
      { x: 2000, y: 900, width: 428, height: 300 },
    ]);
    expect(all).toEqual({ x: -100, y: 0, width: 2528, height: 1200 });
    const shown = fitting(all as never, view, { least: 0.1, most: 1 });
    expect(shown.k * 2528).toBeLessThanOrEqual(1000);
    expect(-100 * shown.k + shown.x).toBeGreaterThanOrEqual(0);
    expect(fitting(all as never, view, { least: 0.5, most: 1 }).k).toBe(0.5);
    expect(boundsOf([])).toBeNull();
  });
});
