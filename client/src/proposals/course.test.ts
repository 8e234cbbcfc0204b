import { PROPOSAL_STATUSES } from '@tavolo/model';
import { expect, test } from 'vitest';
import { courseOf } from './course.ts';

test('every status stands on its course under its own name', () => {
  for (const status of PROPOSAL_STATUSES) {
    const { steps, now } = courseOf(status);
    expect(steps[now]).toBe(status);
  }
});

test('after an end nothing is still to come', () => {
  expect(courseOf('rejected').steps.at(-1)).toBe('rejected');
  expect(courseOf('stopped').steps.at(-1)).toBe('stopped');
  expect(courseOf('approved').steps.at(-1)).toBe('realised');
});
