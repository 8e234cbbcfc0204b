/** Every cell quoted. The mark at the start tells spreadsheets that this is UTF-8. */
import { stringify } from 'csv-stringify/sync';

export function csvOf(table: readonly (readonly string[])[]): string {
  return stringify(
    table.map((row) => [...row]),
    { bom: true, quoted: true, quoted_empty: true, record_delimiter: 'windows' },
  );
}
