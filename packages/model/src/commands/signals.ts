/** What a person shows to those who lead: ready, and a raised hand. Neither is anonymous. */
import * as z from 'zod/mini';
import { allowedSeat, defineCommand, runningSeat, seatOf } from '../decide.ts';
import { isRefusal, refuse } from '../refusal.ts';
import * as wire from '../wire.ts';

/** Ready, until the phase moves (rule N5). */
export const setReady = defineCommand({
  type: 'setReady',
  payload: z.strictObject({ on: z.boolean() }),
  decide(state, actor, { on }) {
    const seat = allowedSeat(state, actor, 'signal');
    if (isRefusal(seat)) return seat;
    return seat.ready === on ? [] : [{ type: 'readySet', seatId: seat.id, ready: on }];
  },
});

/** Behind the hands that are up (rule N6). A browser sees its own alone and guesses its place. */
export const raiseHand = defineCommand({
  type: 'raiseHand',
  payload: z.strictObject({}),
  decide(state, actor) {
    const seat = allowedSeat(state, actor, 'signal');
    if (isRefusal(seat)) return seat;
    if (seat.hand !== null) return [];
    let last = 0;
    for (const { hand } of state.seats.values()) last = Math.max(last, hand ?? 0);
    return [{ type: 'handSet', seatId: seat.id, hand: last + 1 }];
  },
});

/** One's own, or anybody's for a facilitator. */
export const lowerHand = defineCommand({
  type: 'lowerHand',
  payload: z.strictObject({ seatId: wire.seatId }),
  decide(state, actor, { seatId }) {
    const asking = seatOf(state, actor);
    if (isRefusal(asking)) return asking;
    const isOwn = seatId === asking.id;
    const seat = isOwn ? allowedSeat(state, actor, 'signal') : runningSeat(state, actor);
    if (isRefusal(seat)) return seat;
    const raised = state.seats.get(seatId);
    if (raised === undefined) return refuse('unknown-seat', 'S1');
    return raised.hand === null ? [] : [{ type: 'handSet', seatId, hand: null }];
  },
});
