import * as z from 'zod/mini';
import { allowedSeat, defineCommand } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { checkText, cleanLine } from '../text.ts';
import * as wire from '../wire.ts';

/** Sets up a table, behind those that are there. */
export const createTable = defineCommand({
  type: 'createTable',
  payload: z.strictObject({ tableId: wire.tableId, name: wire.text }),
  decide(state, actor, payload) {
    const asking = allowedSeat(state, actor, 'run');
    if (isRefusal(asking)) return asking;
    if (state.closed) return refuse('closed', 'W3');
    if (state.tables.has(payload.tableId)) return refuse('id-taken', 'M1');
    if (state.tables.size >= LIMITS.tables) {
      return refuse('table-quota', 'M2', { limit: LIMITS.tables });
    }
    const name = cleanLine(payload.name);
    const wrong = checkText(name, LIMITS.tableName);
    if (wrong !== null) return wrong;
    const table = { id: payload.tableId, name, position: state.tables.size };
    return [{ type: 'tableCreated', table }];
  },
});
