import * as z from 'zod/mini';
import { allowedSeat, checkTable, defineCommand, seatOf } from '../decide.ts';
import { isRefusal, refuse } from '../refusal.ts';
import * as wire from '../wire.ts';

/** Seats somebody at a table or takes them away from it, which a co-facilitator does for their own (A27). Everybody works at one table at most (rule M3). */
export const assignTable = defineCommand({
  type: 'assignTable',
  payload: z.strictObject({ seatId: wire.seatId, tableId: z.nullable(wire.tableId) }),
  decide(state, actor, { seatId, tableId }) {
    const asking = seatOf(state, actor);
    if (isRefusal(asking)) return asking;
    const seat = state.seats.get(seatId);
    // Taken away from a table, it is that table's.
    const at = tableId ?? seat?.tableId ?? null;
    const ownTable = at !== null && at === asking.tableId;
    const allowed = allowedSeat(state, actor, 'giveToTable', { ownTable });
    if (isRefusal(allowed)) return allowed;
    if (seat === undefined) return refuse('unknown-seat', 'S1');
    const wrong = tableId === null ? null : checkTable(state, tableId);
    if (wrong !== null) return wrong;
    return seat.tableId === tableId ? [] : [{ type: 'seatAssigned', seatId, tableId }];
  },
});
