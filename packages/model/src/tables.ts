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
  /** Shown names of those who lead it, for everybody to know whom to ask; in their order as words. */
  readonly hosts: readonly string[];
}

/** The table that this seat leads, if it leads one, and with a name to be called by. */
export function tableLedBy(seat: Seat | undefined): TableId | null {
  if (seat === undefined || seat.waiting || seat.name === '') return null;
  return seat.role === 'table-host' || seat.role === 'co-facilitator' ? seat.tableId : null;
}

/**
 * Tables with their hosts after one seat has changed. Only that seat's own name is taken away
 * or added: a browser does not know the other seats, and must come to the same.
 */
export function withHosts(
  tables: Workshop['tables'],
  before: Seat | undefined,
  after: Seat | undefined,
): Workshop['tables'] {
  const [from, to] = [tableLedBy(before), tableLedBy(after)];
  if (from === to) return tables;
  let changed = tables;
  const led = from === null ? undefined : changed.get(from);
  if (led !== undefined && before !== undefined) {
    const at = led.hosts.indexOf(before.name);
    changed = changed.set(led.id, { ...led, hosts: led.hosts.filter((_, index) => index !== at) });
  }
  const leads = to === null ? undefined : changed.get(to);
  if (leads !== undefined && after !== undefined) {
    changed = changed.set(leads.id, { ...leads, hosts: [...leads.hosts, after.name].sort() });
  }
  return changed;
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
