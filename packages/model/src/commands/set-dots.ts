import * as z from 'zod/mini';
import { allowedSeat, checkItem, defineCommand, openRound } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { withDots } from '../votes.ts';
import * as wire from '../wire.ts';

/**
 * Puts a number of dots on an item, in the place of what was there. The server keeps it in
 * the ballots and not in the log; the event is what the voter's own browser shows.
 */
export const setDots = defineCommand({
  type: 'setDots',
  payload: z.strictObject({
    roundId: wire.roundId,
    item: wire.votedId,
    n: z.int().check(z.gte(0), z.lte(LIMITS.dotsPerSeat)),
    /** Higher than any this seat has sent for this item. */
    version: z.int().check(z.gte(1)),
  }),
  decide(state, actor, { roundId, ...change }) {
    const seat = allowedSeat(state, actor, 'vote');
    if (isRefusal(seat)) return seat;
    const round = openRound(state, roundId);
    if (isRefusal(round)) return round;
    if (seat.role === 'contributor' && !round.remote && !round.openLink) {
      return refuse('not-remote', 'V3');
    }
    const wrong = checkItem(state, round, change.item);
    if (wrong !== null) return wrong;
    if (change.n > round.capPerItem) return refuse('over-cap', 'V2', { limit: round.capPerItem });
    const ballot = state.ballots.get(seat.id);
    const present = ballot?.roundId === roundId ? ballot.dots : [];
    const dots = withDots(present, change, round.dotsPerSeat);
    if (dots === 'stale') return [];
    if (dots === 'over-budget') return refuse('over-budget', 'V2', { limit: round.dotsPerSeat });
    return [{ type: 'dotsSet', seatId: seat.id, roundId, dots }];
  },
});
