/** For the controls: the same exports without what makes them safe. */
import type { Workshop } from '@tavolo/model';
import { CSV_COLUMNS, type CsvWords, csvOf, csvTable } from '@tavolo/report';

const WORDS: CsvWords = {
  columns: Object.fromEntries(CSV_COLUMNS.map((column) => [column, column])) as CsvWords['columns'],
  kinds: { need: 'bisogno', offer: 'offerta' },
};

/** Quoted, but every cell as it was written. */
export function plainCsv(state: Workshop): string {
  return csvOf(csvTable(state, WORDS));
}

export function plainFileName(title: string): string {
  return `attachment; filename="tavolo-${title}.csv"`;
}
