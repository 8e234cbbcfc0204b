import * as z from 'zod/mini';
import { allowedSeat, defineCommand } from '../decide.ts';
import { isRefusal } from '../refusal.ts';

/** The way back from `closeWorkshop` (rule W3). */
export const reopenWorkshop = defineCommand({
  type: 'reopenWorkshop',
  payload: z.strictObject({}),
  decide(state, actor) {
    const asking = allowedSeat(state, actor, 'run');
    if (isRefusal(asking)) return asking;
    return state.closed ? [{ type: 'workshopReopened' }] : [];
  },
});
