import * as z from 'zod/mini';
import { allowedSeat, checkItem, checkTable, defineCommand, openRound, seatOf } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { handKey } from '../votes.ts';
import * as wire from '../wire.ts';

/** Hands counted at a table for people without a device, in the place of an earlier count (rule V8). */
export const enterHands = defineCommand({
  type: 'enterHands',
  payload: z.strictObject({
    roundId: wire.roundId,
    tableId: wire.tableId,
    item: wire.votedId,
    n: z.int().check(z.gte(0)),
  }),
  decide(state, actor, hands) {
    const asking = seatOf(state, actor);
    if (isRefusal(asking)) return asking;
    const ownTable = asking.tableId === hands.tableId;
    const seat = allowedSeat(state, actor, 'countHands', { ownTable });
    if (isRefusal(seat)) return seat;
    const round = openRound(state, hands.roundId);
    if (isRefusal(round)) return round;
    const wrong = checkTable(state, hands.tableId) ?? checkItem(state, round, hands.item);
    if (wrong !== null) return wrong;
    if (hands.n > LIMITS.hands) return refuse('too-many-hands', 'V8', { limit: LIMITS.hands });
    const { roundId, tableId, item, n } = hands;
    if ((state.hands.get(handKey(hands))?.n ?? 0) === n) return [];
    return [{ type: 'handsEntered', hands: { roundId, tableId, item, n } }];
  },
});
