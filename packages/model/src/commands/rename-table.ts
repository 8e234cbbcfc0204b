import * as z from 'zod/mini';
import { defineCommand, runningSeat } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { checkText, cleanLine } from '../text.ts';
import * as wire from '../wire.ts';

export const renameTable = defineCommand({
  type: 'renameTable',
  payload: z.strictObject({ tableId: wire.tableId, name: wire.text }),
  decide(state, actor, payload) {
    const asking = runningSeat(state, actor);
    if (isRefusal(asking)) return asking;
    const table = state.tables.get(payload.tableId);
    if (table === undefined) return refuse('unknown-table', 'M1');
    const name = cleanLine(payload.name);
    const wrong = checkText(name, LIMITS.tableName);
    if (wrong !== null) return wrong;
    return name === table.name ? [] : [{ type: 'tableRenamed', tableId: table.id, name }];
  },
});
