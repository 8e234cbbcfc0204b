/** How far every table is, at a glance: computed from the wall, so that nobody has to report. */
import type { TableId } from './ids.ts';
import { proposalsInOrder } from './proposals.ts';
import { tablesInOrder } from './tables.ts';
import type { Workshop } from './workshop.ts';

/** Fields of a sheet, the title apart: it is there from the beginning. */
export const SHEET_FIELDS = 12;

export interface TableProgress {
  readonly tableId: TableId;
  readonly clusters: number;
  readonly proposals: number;
  /** Fields with something in them, over all its proposals, of `fields`. */
  readonly filled: number;
  readonly fields: number;
  /** Who sits there; where the seats are known, as in the view of those who seat people, else 0. */
  readonly people: number;
  readonly ready: number;
}

export function tableProgress(state: Workshop): TableProgress[] {
  const proposals = proposalsInOrder(state);
  return tablesInOrder(state).map(({ id: tableId }) => {
    const own = proposals.filter((proposal) => proposal.tableId === tableId);
    const people = [...state.seats.values()].filter(
      (seat) => seat.tableId === tableId && !seat.waiting,
    );
    const filled = own.flatMap(({ fields: { title: _, ...rest } }) =>
      Object.values(rest).filter(isFilled),
    );
    return {
      tableId,
      clusters: [...state.clusters.values()].filter((cluster) => cluster.tableId === tableId)
        .length,
      proposals: own.length,
      filled: filled.length,
      fields: own.length * SHEET_FIELDS,
      people: people.length,
      ready: people.filter(({ ready }) => ready).length,
    };
  });
}

function isFilled(value: unknown): boolean {
  if (Array.isArray(value) || typeof value === 'string') return value.length > 0;
  if (typeof value === 'object' && value !== null && 'what' in value) return value.what !== '';
  return value !== null;
}
