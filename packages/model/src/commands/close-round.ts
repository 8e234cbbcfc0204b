import * as z from 'zod/mini';
import { ASK_SERVER, allowedSeat, defineCommand, type Outcome, openRound } from '../decide.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { countRound, eligibleSeats, type Round } from '../votes.ts';
import * as wire from '../wire.ts';
import type { Workshop } from '../workshop.ts';

/** Ends a vote: the ranking is frozen, and the ballots are gone (rules V4 and V5). */
export const closeRound = defineCommand({
  type: 'closeRound',
  payload: z.strictObject({ roundId: wire.roundId }),
  decide(state, actor, { roundId }, { seed }) {
    const seat = allowedSeat(state, actor, 'holdVote');
    if (isRefusal(seat)) return seat;
    const round = openRound(state, roundId);
    if (isRefusal(round)) return round;
    // A browser has one ballot of all.
    return seed === null ? ASK_SERVER : closing(state, round);
  },
});

/** The same at its time. Server only: any node's timer may ask, the second is refused. */
export const closeDueRound = defineCommand({
  type: 'closeDueRound',
  payload: z.strictObject({ roundId: wire.roundId }),
  decide(state, actor, { roundId }, { now }) {
    if (actor.kind !== 'server') return refuse('wrong-role', 'V7');
    const round = state.rounds.get(roundId);
    const isDue = round?.result === null && round.closesAt !== null && round.closesAt <= now;
    return isDue ? closing(state, round) : refuse('not-due', 'V7');
  },
});

function closing(state: Workshop, round: Round): Outcome {
  const eligible = eligibleSeats(state, round).length;
  const result = countRound(round, state.ballots.values(), state.hands.values(), eligible);
  return [{ type: 'roundClosed', roundId: round.id, result }];
}
