import * as z from 'zod/mini';
import { allowedSeat, defineCommand } from '../decide.ts';
import { isRefusal, refuse } from '../refusal.ts';

/** Takes back an announced move before it takes effect. */
export const cancelMove = defineCommand({
  type: 'cancelMove',
  payload: z.strictObject({}),
  decide(state, actor) {
    const seat = allowedSeat(state, actor, 'run');
    if (isRefusal(seat)) return seat;
    return state.move === null ? refuse('no-move', 'P2') : [{ type: 'moveCancelled' }];
  },
});
