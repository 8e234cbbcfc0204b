import * as z from 'zod/mini';
import { ASK_SERVER, defineCommand, runningSeat } from '../decide.ts';
import type { WorkshopEvent } from '../events.ts';
import type { Role } from '../people.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { tablesInOrder } from '../tables.ts';
import { shuffled } from './reveal-cards.ts';

/** Who is spread over the tables. Hosts stay where they are; who leads, records or only reads has no place. */
const SPREAD: ReadonlySet<Role> = new Set(['participant', 'partner']);

/** Seats people at the tables by chance, so that no table has two more than another (rule M5). */
export const assignEvenly = defineCommand({
  type: 'assignEvenly',
  payload: z.strictObject({}),
  decide(state, actor, _payload, { seed }) {
    const asking = runningSeat(state, actor);
    if (isRefusal(asking)) return asking;
    const tables = tablesInOrder(state);
    if (tables.length === 0) return refuse('no-tables', 'M5');
    // Chance is the server's.
    if (seed === null) return ASK_SERVER;
    const people = [...state.seats.values()]
      .filter(({ role, waiting }) => SPREAD.has(role) && !waiting)
      .map(({ id }) => id)
      .sort();
    return shuffled(people, seed).flatMap((seatId, index): WorkshopEvent[] => {
      const tableId = tables[index % tables.length]?.id ?? null;
      return state.seats.get(seatId)?.tableId === tableId
        ? []
        : [{ type: 'seatAssigned', seatId, tableId }];
    });
  },
});
