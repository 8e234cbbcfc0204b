import { expect, test } from 'vitest';
import { routeOf } from './router.ts';

test('an address leads to one page, with or without a slash at its end', () => {
  expect(routeOf('/')).toEqual({ page: 'home' });
  const workshop = (view: unknown) => ({ page: 'workshop', workshopId: 'abc', view });
  expect(routeOf('/w/abc')).toEqual(workshop({ is: 'board' }));
  expect(routeOf('/w/abc/')).toEqual(workshop({ is: 'board' }));
  expect(routeOf('/w/abc/proposals')).toEqual(workshop({ is: 'proposals' }));
  expect(routeOf('/w/abc/proposals/p1/')).toEqual(workshop({ is: 'proposal', proposalId: 'p1' }));
});

test('what is no page of ours is unknown, never the nearest one', () => {
  for (const path of [
    '/w',
    '/w/',
    '/w/abc/more',
    '/w/abc/proposals/p1/x',
    '/elsewhere',
    '/j/ABCD',
  ]) {
    expect(routeOf(path)).toEqual({ page: 'unknown' });
  }
});
