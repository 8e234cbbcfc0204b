import * as z from 'zod/mini';
import { allowedSeat, checkTable, defineCommand } from '../decide.ts';
import { isRefusal, refuse } from '../refusal.ts';
import * as wire from '../wire.ts';

/** Takes a place at a table oneself, or leaves it, where the facilitator lets people choose (rule M6). */
export const joinTable = defineCommand({
  type: 'joinTable',
  payload: z.strictObject({ tableId: z.nullable(wire.tableId) }),
  decide(state, actor, { tableId }) {
    const seat = allowedSeat(state, actor, 'joinTable');
    if (isRefusal(seat)) return seat;
    if (!state.selfSeating) return refuse('self-seating-off', 'M6');
    const wrong = tableId === null ? null : checkTable(state, tableId);
    if (wrong !== null) return wrong;
    return seat.tableId === tableId ? [] : [{ type: 'seatAssigned', seatId: seat.id, tableId }];
  },
});
