import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_COLUMNS, type CsvWords, exportCsv } from './export-csv.ts';
import { exportFileName } from './file-name.ts';
import { safeCell } from './safe-cell.ts';
import {
  BEFORE,
  FORMULA_STARTS,
  HOSTILE,
  isFormula,
  readCsv,
  textOfCell,
} from './testing/spreadsheet.ts';
import { after, cluster, need, opened, place, toPhase } from './testing/wall.ts';

const words: CsvWords = {
  columns: Object.fromEntries(CSV_COLUMNS.map((column) => [column, column])) as CsvWords['columns'],
  kinds: { need: 'bisogno', offer: 'offerta' },
};

describe('safeCell', () => {
  it(`${HOSTILE.length} hostile texts open as text`, () => {
    expect(HOSTILE.length).toBeGreaterThan(200);
    for (const text of HOSTILE) {
      expect(isFormula(safeCell(text)), JSON.stringify(text)).toBe(false);
      expect(safeCell(text)).not.toContain('\0');
    }
  });

  it('leaves what is harmless as it is', () => {
    for (const text of ['', 'Un posto', "l'ora", '3 = 3', 'a@b', '«-»', 'مرحبا', '👩‍👩‍👧']) {
      expect(safeCell(text)).toBe(text);
    }
  });

  it('any text: never a formula, and the text is still all there', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.constantFrom(...BEFORE, ...FORMULA_STARTS),
        (text, start) => {
          const cell = safeCell(start + text);
          const clean = (start + text).replaceAll('\0', '');
          return !isFormula(cell) && textOfCell(cell) === clean && cell.endsWith(clean);
        },
      ),
      { numRuns: 300 },
    );
    // On a machine with much else to do the first of these strings alone takes seconds.
  }, 30_000);
});

describe('exportCsv', () => {
  it('one row a card, with its theme, cluster and signature', () => {
    const wall = after(
      opened('Cura', ['Anziani']),
      need(11, 'Un "pomeriggio", libero\nalla settimana', { theme: 100, signed: true }),
      toPhase('cluster'),
      cluster(51, '=Tempo'),
      place(11, 51),
    );
    expect(readCsv(exportCsv(wall, words))).toEqual([
      [...CSV_COLUMNS],
      [
        '1',
        'bisogno',
        'Un "pomeriggio", libero\nalla settimana',
        'it',
        'Anziani',
        "'=Tempo",
        '',
        '',
        'Anna',
      ],
    ]);
  });

  it('hostile cards, clusters and names: every cell quoted, none a formula, no row lost', () => {
    const texts = HOSTILE.filter((text) => text.replace(/[\s\p{C}]/gu, '') !== '');
    const wall = after(opened('=1+1'), ...texts.map((text, index) => need(1_000 + index, text)));
    const rows = readCsv(exportCsv(wall, words));
    expect(rows).toHaveLength(texts.length + 1);
    for (const row of rows) {
      expect(row).toHaveLength(CSV_COLUMNS.length);
      for (const cell of row) expect(isFormula(cell), JSON.stringify(cell)).toBe(false);
    }
  });
});

describe('exportFileName', () => {
  it.each([
    ['Prendersi cura di chi si prende cura', 'tavolo-prendersi-cura-di-chi-si-prende-cura.csv'],
    ['Perché così? "x"; filename=evil', 'tavolo-perche-cosi-x-filename-evil.csv'],
    ['../../etc/passwd', 'tavolo-etc-passwd.csv'],
    ['رعاية', 'tavolo.csv'],
    ['\r\nSet-Cookie: a=b', 'tavolo-set-cookie-a-b.csv'],
  ])('%j', (title, name) => {
    expect(exportFileName(title, 'csv')).toBe(name);
  });

  it('any title: letters, digits and dashes, and not too long', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        (title) =>
          /^tavolo(-[a-z0-9-]*[a-z0-9])?\.json$/.test(exportFileName(title, 'json')) &&
          exportFileName(title, 'json').length < 80,
      ),
    );
  });
});
