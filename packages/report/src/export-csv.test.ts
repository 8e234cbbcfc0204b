import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_COLUMNS, type CsvWords, exportCsv } from './export-csv.ts';
import { exportFileName } from './file-name.ts';
import { safeCell } from './safe-cell.ts';
import { after, cluster, need, opened, place, toPhase } from './testing/wall.ts';

const words: CsvWords = {
  columns: Object.fromEntries(CSV_COLUMNS.map((column) => [column, column])) as CsvWords['columns'],
  kinds: { need: 'bisogno', offer: 'offerta' },
};

/** RFC 4180, every cell quoted: the strictest reader there is. Throws on anything else. */
function parse(csv: string): string[][] {
  expect(csv.startsWith('\ufeff')).toBe(true);
  const rows: string[][] = [];
  let rest = csv.slice(1);
  while (rest !== '') {
    const row: string[] = [];
    for (;;) {
      const cell = /^"((?:[^"]|"")*)"(,|\r\n)/.exec(rest);
      if (cell === null) throw new Error(`not a quoted cell: ${rest.slice(0, 40)}`);
      row.push((cell[1] ?? '').replaceAll('""', '"'));
      rest = rest.slice(cell[0].length);
      if (cell[2] === '\r\n') break;
    }
    rows.push(row);
  }
  return rows;
}

const STARTS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
const BEFORE = ['', ' ', '\u00a0', '\u200b', '\ufeff', '\u202e', '\u0000', '\u0001', '\u00ad'];
const TAILS = ['1+1', 'cmd|"/c calc"!A1', 'HYPERLINK("http://x";"y")'];
/** Over 200: each start behind each invisible sign, with each formula; and what breaks tables. */
const HOSTILE = [
  ...STARTS.flatMap((start) =>
    BEFORE.flatMap((before) => TAILS.map((tail) => `${before}${start}${tail}`)),
  ),
  '"',
  '""',
  '",=1+1',
  'a\r\n=1+1',
  ';=1+1',
  '</text><script>',
  'javascript:alert(1)',
  '\u202egnp.exe',
  ']]>',
  '<!ENTITY x>',
];

/** What a spreadsheet would take as a formula, whatever invisible stands before it. */
function isFormula(cell: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what could hide a formula
  const bare = cell.replace(/^[\s\u0000-\u001f\u007f-\u009f\u00ad\p{Cf}]+/u, '');
  return /^[=+\-@＝＋－＠]/u.test(bare) || /^[\t\r\n]/.test(cell);
}

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
        fc.constantFrom(...BEFORE, ...STARTS),
        (text, start) => {
          const cell = safeCell(start + text);
          const clean = (start + text).replaceAll('\0', '');
          return !isFormula(cell) && (cell === clean || cell === `'${clean}`);
        },
      ),
      { numRuns: 500 },
    );
  });
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
    expect(parse(exportCsv(wall, words))).toEqual([
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
    const rows = parse(exportCsv(wall, words));
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
