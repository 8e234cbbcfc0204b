import { type Phase, refuse } from '@tavolo/model';
import { expect, test } from 'vitest';
import { nearestPhase } from './when.ts';

const refusal = (when: string) => refuse('wrong-phase', 'A1', { when });

test.each<[string, Phase, string | undefined, string | undefined]>([
  ['listen write', 'prepare', 'board.againFrom', 'listen'],
  ['listen write', 'cluster', 'board.possibleUntil', 'write'],
  ['prepare listen tables follow-up', 'prioritise', 'board.againFrom', 'tables'],
  ['listen tables follow-up', 'plenary', 'board.againFrom', 'follow-up'],
])('[A1] can be done in %s, and it is %s', (when, now, key, phase) => {
  expect(nearestPhase(refusal(when), now)).toEqual({ key, phase });
});

test('a refusal that hangs on no phase keeps its own sentence', () => {
  expect(nearestPhase(refuse('closed', 'A12'), 'write')).toBeNull();
  expect(nearestPhase(refuse('wrong-phase', 'A1'), 'write')).toBeNull();
});
