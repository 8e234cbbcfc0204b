import * as z from 'zod/mini';
import { allowedSeat, defineCommand } from '../decide.ts';
import { isRefusal } from '../refusal.ts';

/** Nobody joins or writes any more; everything stays readable, and no announced move comes after it (rule W3). */
export const closeWorkshop = defineCommand({
  type: 'closeWorkshop',
  payload: z.strictObject({}),
  decide(state, actor) {
    const asking = allowedSeat(state, actor, 'run');
    if (isRefusal(asking)) return asking;
    if (state.closed) return [];
    return state.move === null
      ? [{ type: 'workshopClosed' }]
      : [{ type: 'moveCancelled' }, { type: 'workshopClosed' }];
  },
});
