import { expect, test } from 'vitest';
import { routeOf } from './router.ts';

test('an address leads to one page, with or without a slash at its end', () => {
  expect(routeOf('/')).toEqual({ page: 'home' });
  expect(routeOf('/w/abc')).toEqual({ page: 'workshop', workshopId: 'abc' });
  expect(routeOf('/w/abc/')).toEqual({ page: 'workshop', workshopId: 'abc' });
});

test('what is no page of ours is unknown, never the nearest one', () => {
  for (const path of ['/w', '/w/', '/w/abc/more', '/elsewhere', '/j/ABCD']) {
    expect(routeOf(path)).toEqual({ page: 'unknown' });
  }
});
