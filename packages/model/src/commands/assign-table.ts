import * as z from 'zod/mini';
import { allowedSeat, checkTable, defineCommand } from '../decide.ts';
import { isRefusal, refuse } from '../refusal.ts';
import * as wire from '../wire.ts';

/** Seats somebody at a table, or at none. Everybody works at one table at most (rule M3). */
export const assignTable = defineCommand({
  type: 'assignTable',
  payload: z.strictObject({ seatId: wire.seatId, tableId: z.nullable(wire.tableId) }),
  decide(state, actor, { seatId, tableId }) {
    const asking = allowedSeat(state, actor, 'run');
    if (isRefusal(asking)) return asking;
    if (state.closed) return refuse('closed', 'W3');
    const seat = state.seats.get(seatId);
    if (seat === undefined) return refuse('unknown-seat', 'S1');
    const wrong = tableId === null ? null : checkTable(state, tableId);
    if (wrong !== null) return wrong;
    return seat.tableId === tableId ? [] : [{ type: 'seatAssigned', seatId, tableId }];
  },
});
