/**
 * Tables with their clusters, one row for each cluster; those that wait for a table come last.
 * People are counted; who sits where is named only where that was asked for.
 */
import { proposalsInOrder, type TableId, tablesInOrder, type Workshop } from '@tavolo/model';
import { type Arrangement, arrange } from './arrangement.ts';
import { csvOf } from './csv.ts';
import { safeCell } from './safe-cell.ts';

export const TABLES_COLUMNS = [
  'table',
  'people',
  'names',
  'proposals',
  'cluster',
  'theme',
  'question',
  'needs',
] as const;
export type TablesColumn = (typeof TABLES_COLUMNS)[number];

/** The words of one language. */
export interface TablesWords {
  readonly columns: Readonly<Record<TablesColumn, string>>;
  /** In the place of a table's name, where no table has the cluster. */
  readonly parked: string;
}

export interface TablesOptions {
  /** With the shown names of those who sit at each table. */
  readonly named: boolean;
}

export function exportTablesCsv(
  state: Workshop,
  words: TablesWords,
  options: TablesOptions,
): string {
  return csvOf(tablesTable(state, words, options).map((row) => row.map(safeCell)));
}

/** The cells as people wrote them; not yet safe to be opened. */
export function tablesTable(
  state: Workshop,
  words: TablesWords,
  { named }: TablesOptions,
): readonly (readonly string[])[] {
  const columns = TABLES_COLUMNS.filter((column) => named || column !== 'names');
  const wall = arrange(state);
  const rows = [
    ...tablesInOrder(state).flatMap(({ id, name }) => {
      const people = [...state.seats.values()].filter(
        ({ tableId, waiting }) => tableId === id && !waiting,
      );
      const names = people.map((seat) => seat.name).filter((each) => each !== '');
      return rowsOf(state, wall, id, {
        table: name,
        people: String(people.length),
        names: names.sort().join(', '),
        proposals: String(proposalsInOrder(state).filter(({ tableId }) => tableId === id).length),
      });
    }),
    ...rowsOf(state, wall, null, { table: words.parked, people: '', names: '', proposals: '' }),
  ];
  return [
    columns.map((column) => words.columns[column]),
    ...rows.map((row) => columns.map((column) => row[column])),
  ];
}

type OfTable = 'table' | 'people' | 'names' | 'proposals';

/** A table without clusters has a row all the same; where nothing waits there is none. */
function rowsOf(
  state: Workshop,
  { clusters }: Arrangement,
  tableId: TableId | null,
  table: Record<OfTable, string>,
): Record<TablesColumn, string>[] {
  const own = clusters.filter(({ cluster }) => cluster.tableId === tableId);
  if (own.length === 0) {
    return tableId === null ? [] : [{ ...table, cluster: '', theme: '', question: '', needs: '' }];
  }
  return own.map(({ cluster, cards }) => ({
    ...table,
    cluster: cluster.name,
    theme: cluster.themeId === null ? '' : (state.themes.get(cluster.themeId)?.name ?? ''),
    question: cluster.question,
    needs: String(cards.filter(({ kind }) => kind === 'need').length),
  }));
}
