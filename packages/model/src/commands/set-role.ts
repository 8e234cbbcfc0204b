import * as z from 'zod/mini';
import { allowedSeat, defineCommand } from '../decide.ts';
import { ROLES } from '../people.ts';
import { isRefusal, refuse } from '../refusal.ts';
import * as wire from '../wire.ts';

/** Gives a seat another role. The owner stays facilitator (rule S3). */
export const setRole = defineCommand({
  type: 'setRole',
  payload: z.strictObject({ seatId: wire.seatId, role: z.enum(ROLES) }),
  decide(state, actor, { seatId, role }) {
    const asking = allowedSeat(state, actor, 'run');
    if (isRefusal(asking)) return asking;
    const seat = state.seats.get(seatId);
    if (seat === undefined) return refuse('unknown-seat', 'S1');
    if (seat.role === role) return [];
    if (seat.owner) return refuse('owner-stays', 'S3');
    return [{ type: 'roleSet', seatId, role }];
  },
});
