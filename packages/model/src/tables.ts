import { may } from './access.ts';
import type { TableId } from './ids.ts';
import type { Seat } from './people.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Timer } from './timer.ts';
import type { Workshop } from './workshop.ts';

/** A breakout group that works on clusters and writes proposals: the glossary's "table". `Table` is the map class. */
export interface WorkTable {
  readonly id: TableId;
  readonly name: string;
  /** Position among the tables, from 0. */
  readonly position: number;
  /** Its own countdown, beside the room's. */
  readonly timer: Timer | null;
}

/** All tables, in their order. */
export function tablesInOrder(state: Workshop): WorkTable[] {
  return [...state.tables.values()].sort(
    (a, b) => a.position - b.position || (a.id < b.id ? -1 : 1),
  );
}

/** Who may write a table's notes: whoever may write its sheets (A17), and a host at their own table alone. */
export function mayWriteNotes(state: Workshop, seat: Seat, tableId: TableId): true | Refusal {
  const ownTable = seat.tableId === tableId;
  const allowed = may(seat, 'editSheet', { ownTable }, state);
  if (allowed !== true || ownTable || seat.role === 'facilitator') return allowed;
  return refuse('not-your-table', 'M7');
}
