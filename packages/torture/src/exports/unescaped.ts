/** For the controls: the same exports without what makes them safe. */
import type { Workshop } from '@tavolo/model';
import {
  CSV_COLUMNS,
  csvOf,
  csvTable,
  TABLES_COLUMNS,
  tablesTable,
  VOTES_COLUMNS,
  votesTable,
} from '@tavolo/report';

/** Each column under its own name. */
function heads<Some extends string>(columns: readonly Some[]): Readonly<Record<Some, string>> {
  const named = Object.fromEntries(columns.map((column) => [column, column]));
  return named as unknown as Readonly<Record<Some, string>>;
}

/** Quoted, but every cell as it was written. */
export function plainCsvs(state: Workshop): readonly string[] {
  const cards = { columns: heads(CSV_COLUMNS), kinds: { need: 'bisogno', offer: 'offerta' } };
  const votes = {
    columns: heads(VOTES_COLUMNS),
    over: { clusters: 'gruppi', proposals: 'proposte' },
    notes: { indicative: 'indicativo', orderOnly: 'solo ordine', removed: 'tolto' },
  };
  const tables = { columns: heads(TABLES_COLUMNS), parked: 'in attesa' };
  return [
    csvTable(state, cards),
    votesTable(state, votes),
    tablesTable(state, tables, { named: true }),
  ].map(csvOf);
}

export function plainFileName(title: string): string {
  return `attachment; filename="tavolo-${title}.csv"`;
}
