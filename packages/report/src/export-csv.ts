/** The wall as a table, one row a card, for a spreadsheet. Every cell is quoted and none can be a formula. */
import type { CardKind, Workshop } from '@tavolo/model';
import { arrange } from './arrangement.ts';
import { csvOf } from './csv.ts';
import { safeCell } from './safe-cell.ts';

export const CSV_COLUMNS = [
  'number',
  'kind',
  'text',
  'language',
  'theme',
  'cluster',
  'merged-into',
  'place',
  'signed-as',
] as const;
export type CsvColumn = (typeof CSV_COLUMNS)[number];

/** The words of one language. */
export interface CsvWords {
  readonly columns: Readonly<Record<CsvColumn, string>>;
  readonly kinds: Readonly<Record<CardKind, string>>;
}

export function exportCsv(state: Workshop, words: CsvWords): string {
  return csvOf(csvTable(state, words).map((row) => row.map(safeCell)));
}

/** The cells as people wrote them; not yet safe to be opened. */
export function csvTable(state: Workshop, words: CsvWords): readonly (readonly string[])[] {
  const { cards, numberOf } = arrange(state);
  const rows = cards.map((card): Record<CsvColumn, string> => {
    const theme = card.themeId === null ? undefined : state.themes.get(card.themeId);
    const cluster = card.clusterId === null ? undefined : state.clusters.get(card.clusterId);
    const place = card.placeId === null ? undefined : state.places.get(card.placeId);
    return {
      number: String(numberOf(card.id) ?? ''),
      kind: words.kinds[card.kind],
      text: card.text,
      language: card.language,
      theme: theme?.name ?? '',
      cluster: cluster?.name ?? '',
      'merged-into': card.mergedInto === null ? '' : String(numberOf(card.mergedInto) ?? ''),
      place: place?.name ?? '',
      'signed-as': card.signedAs ?? '',
    };
  });
  return [
    CSV_COLUMNS.map((column) => words.columns[column]),
    ...rows.map((row) => CSV_COLUMNS.map((column) => row[column])),
  ];
}
