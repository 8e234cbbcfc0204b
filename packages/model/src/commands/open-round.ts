import * as z from 'zod/mini';
import { allowedSeat, defineCommand } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { checkLock } from '../locks.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { openRoundOf, ROUND_SUBJECTS, type Round } from '../votes.ts';
import * as wire from '../wire.ts';

/** Bounds that people may run into are the decision's, which says so in words. */
const dots = z.int().check(z.gte(1));

/** Begins a vote over clusters or proposals. One that is closed is never opened again: there is a new one (rule V1). */
export const openRound = defineCommand({
  type: 'openRound',
  payload: z.strictObject({
    roundId: wire.roundId,
    over: z.enum(ROUND_SUBJECTS),
    items: z.array(wire.votedId).check(z.minLength(1), z.maxLength(LIMITS.clusters)),
    dotsPerSeat: dots,
    capPerItem: dots,
    remote: z.boolean(),
    openLink: z.boolean(),
    closesAt: z.nullable(z.int().check(z.gte(0))),
  }),
  decide(state, actor, { roundId, ...wanted }, { now }) {
    const seat = allowedSeat(state, actor, 'holdVote');
    if (isRefusal(seat)) return seat;
    const locked = checkLock(state);
    if (locked !== null) return locked;
    if (state.rounds.has(roundId)) return refuse('id-taken', 'V1');
    if (openRoundOf(state) !== null) return refuse('round-open', 'V1');
    if (state.rounds.size >= LIMITS.rounds) {
      return refuse('round-quota', 'V1', { limit: LIMITS.rounds });
    }
    const items = [...new Set(wanted.items)];
    if (items.length > LIMITS.roundItems) {
      return refuse('too-many-items', 'V1', { limit: LIMITS.roundItems });
    }
    if (wanted.dotsPerSeat > LIMITS.dotsPerSeat) {
      return refuse('too-many-dots', 'V2', { limit: LIMITS.dotsPerSeat });
    }
    for (const item of items) {
      const isThere =
        wanted.over === 'clusters'
          ? state.clusters.has(item as Parameters<typeof state.clusters.has>[0])
          : state.proposals.has(item as Parameters<typeof state.proposals.has>[0]);
      if (!isThere) {
        return wanted.over === 'clusters'
          ? refuse('unknown-cluster', 'G1')
          : refuse('unknown-proposal', 'D1');
      }
    }
    if (wanted.closesAt !== null) {
      if (wanted.closesAt <= now) return refuse('in-the-past', 'V7');
      if (wanted.closesAt > now + LIMITS.roundAheadMs) return refuse('too-far-ahead', 'V7');
    }
    const round: Round = {
      id: roundId,
      over: wanted.over,
      items,
      dotsPerSeat: wanted.dotsPerSeat,
      capPerItem: Math.min(wanted.capPerItem, wanted.dotsPerSeat),
      remote: wanted.remote,
      openLink: wanted.openLink,
      closesAt: wanted.closesAt,
      position: state.rounds.size,
      result: null,
    };
    return [{ type: 'roundOpened', round }];
  },
});
