/** The property tests are worth what their histories reach: shown on a fixed sample. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMMAND_TYPES, decide, isRefusal, REFUSAL_KINDS } from '../index.ts';
import { anyHistory, playThrough } from './arbitrary.ts';

/** These need a workshop of another kind, or thousands of cards; other tests show them. */
const NOT_HERE = [
  'unknown-workshop',
  'already-open',
  'text-too-long',
  'seat-quota',
  'workshop-quota',
  'late-quota',
  'cluster-quota',
  'theme-quota',
  'room-full',
  'table-quota',
  'proposal-quota',
  'round-quota',
  'link-closed',
  'amendment-quota',
  'list-too-long',
  'not-a-demonstration',
  'consent-missing',
  'too-far-ahead',
  'too-many-dots',
  'too-many-hands',
  'too-many-items',
  'too-many-minutes',
];

test('random histories meet every command, every other refusal and every state of a card', () => {
  const accepted = new Set<string>();
  const refused = new Set<string>();
  const cards = new Set<string>();
  for (const history of fc.sample(anyHistory, { seed: 20_261_124, numRuns: 2_000 })) {
    playThrough(history, ({ state }, { actor, order, now, seed }) => {
      const outcome = decide(state, actor, order, { now, seed });
      if (isRefusal(outcome)) refused.add(outcome.kind);
      else accepted.add(order.type);
      for (const card of state.cards.values()) {
        cards.add(`${card.status} ${card.withdrawnFrom ?? card.heldFor ?? ''}`.trim());
      }
    });
  }
  expect(COMMAND_TYPES.filter((type) => !accepted.has(type))).toEqual([]);
  expect(REFUSAL_KINDS.filter((kind) => !refused.has(kind)).sort()).toEqual(NOT_HERE.sort());
  expect([...cards].sort()).toEqual([
    'draft',
    'held late',
    'held next-round',
    'held review',
    'published',
    'withdrawn draft',
    'withdrawn held',
    'withdrawn published',
  ]);
});
