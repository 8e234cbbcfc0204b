/**
 * A state as plain JSON and back, for the server's snapshots. What comes back is the same
 * state to every rule and to the board, though a Table's inner order is another.
 */
import { Table } from './table.ts';
import { metaOf, UNOPENED, type Workshop, type WorkshopMeta } from './workshop.ts';

/** Raise it when the same log leads to another state or to other numbers: what is kept of the old ones is made anew. */
export const STATE_VERSION = 5;

type TableName = Exclude<keyof Workshop, keyof WorkshopMeta>;

/** A table that is missing here does not compile. */
const TABLES: Readonly<Record<TableName, true>> = {
  seats: true,
  themes: true,
  clusters: true,
  places: true,
  cards: true,
  tables: true,
  proposals: true,
  amendments: true,
  rounds: true,
  hands: true,
  ballots: true,
};
const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];

export interface KeptState {
  readonly meta: WorkshopMeta;
  readonly tables: Readonly<Record<TableName, readonly (readonly [string, unknown])[]>>;
}

export function keptState(state: Workshop): KeptState {
  const tables = TABLE_NAMES.map((name) => [name, [...state[name].entries()]]);
  return { meta: metaOf(state), tables: Object.fromEntries(tables) };
}

/** Takes what `keptState` made, maybe through JSON. */
export function stateFrom({ meta, tables }: KeptState): Workshop {
  // The entries of each table are those of the table of that name.
  const again = TABLE_NAMES.map((name) => [name, Table.from<string, unknown>(tables[name])]);
  return { ...UNOPENED, ...meta, ...Object.fromEntries(again) };
}
