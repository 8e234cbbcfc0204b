import * as z from 'zod/mini';
import { allowedSeat, defineCommand } from '../decide.ts';
import { isRefusal, refuse } from '../refusal.ts';
import * as wire from '../wire.ts';

/** Lets somebody in who waits (rule S5). */
export const admitSeat = defineCommand({
  type: 'admitSeat',
  payload: z.strictObject({ seatId: wire.seatId }),
  decide(state, actor, { seatId }) {
    const asking = allowedSeat(state, actor, 'run');
    if (isRefusal(asking)) return asking;
    const seat = state.seats.get(seatId);
    if (seat === undefined) return refuse('unknown-seat', 'S1');
    return seat.waiting ? [{ type: 'seatAdmitted', seatId }] : [];
  },
});
