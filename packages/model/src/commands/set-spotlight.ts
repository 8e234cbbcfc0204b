import * as z from 'zod/mini';
import { allowedSeat, checkTable, defineCommand, knownCluster, publishedCard } from '../decide.ts';
import type { Seat } from '../people.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { SpotlightTarget } from '../spotlight.ts';
import * as wire from '../wire.ts';
import type { Workshop } from '../workshop.ts';

const target = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wall') }),
  z.strictObject({ kind: z.literal('card'), id: wire.cardId }),
  z.strictObject({ kind: z.literal('cluster'), id: wire.clusterId }),
  z.strictObject({ kind: z.literal('proposal'), id: wire.proposalId }),
  z.strictObject({ kind: z.literal('table'), id: wire.tableId }),
]);

/** Asks everybody to look at one thing, or lets go of them (rule N3). */
export const setSpotlight = defineCommand({
  type: 'setSpotlight',
  payload: z.strictObject({ at: z.nullable(target), hold: z.boolean() }),
  decide(state, actor, { at, hold }) {
    const seat = allowedSeat(state, actor, 'call');
    if (isRefusal(seat)) return seat;
    if (at === null) {
      return state.spotlight === null ? [] : [{ type: 'spotlightSet', spotlight: null }];
    }
    const wrong = missing(state, seat, at);
    if (wrong !== null) return wrong;
    const spotlight = { at, hold };
    const isSame = JSON.stringify(spotlight) === JSON.stringify(state.spotlight);
    return isSame ? [] : [{ type: 'spotlightSet', spotlight }];
  },
});

function missing(state: Workshop, seat: Seat, at: SpotlightTarget): Refusal | null {
  switch (at.kind) {
    case 'wall':
      return null;
    case 'card': {
      const card = publishedCard(state, seat, at.id);
      return isRefusal(card) ? card : null;
    }
    case 'cluster': {
      const cluster = knownCluster(state, at.id);
      return isRefusal(cluster) ? cluster : null;
    }
    case 'proposal':
      return state.proposals.has(at.id) ? null : refuse('unknown-proposal', 'D1');
    case 'table':
      return checkTable(state, at.id);
  }
}
