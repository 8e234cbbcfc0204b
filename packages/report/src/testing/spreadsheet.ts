/**
 * For tests and tortures: texts that spreadsheets and other readers are known to take for
 * something else, and the strictest reader of CSV there is.
 */
const STARTS = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
export const BEFORE = [
  ...['', ' ', '\u00a0', '\u200b', '\ufeff', '\u202e', '\u0000', '\u0001', '\u00ad'],
];
const TAILS = ['1+1', 'cmd|"/c calc"!A1', 'HYPERLINK("http://x";"y")'];

/** Over 200: each start behind each invisible sign, with each formula; and what breaks tables and pages. */
export const HOSTILE: readonly string[] = [
  ...STARTS.flatMap((start) =>
    BEFORE.flatMap((before) => TAILS.map((tail) => `${before}${start}${tail}`)),
  ),
  ...['"', '""', '",=1+1', 'a\r\n=1+1', ';=1+1', '\ta\t=1', "'=1+1", 'a,b;c|d'],
  ...[
    '</text><script>alert(1)</script>',
    '<!ENTITY x SYSTEM "file:///etc/passwd">',
    ']]>',
    '&lt;&#0;',
  ],
  ...['javascript:alert(1)', 'data:text/html,<b>', '{{7*7}}', '#{7*7}', '%n%s', '../../etc/passwd'],
  ...['\u202egnp.exe', '\u2066مرحبا\u2069 =1', 'مرحبا', '\u{1f469}\u200d\u{1f467}', 'e\u0301'],
  ...[
    'a\u0000b',
    '\u0085=1',
    '\u2028=1',
    '\u2029',
    '\ufffe',
    '-'.repeat(2_000),
    '漢'.repeat(2_000),
  ],
];
export const FORMULA_STARTS = STARTS;

/** RFC 4180, every cell quoted. Throws on anything else. */
export function readCsv(csv: string): string[][] {
  if (!csv.startsWith('\ufeff')) throw new Error('no mark of UTF-8');
  const rows: string[][] = [];
  const cell = /"((?:[^"]|"")*)"(,|\r\n)/y;
  let row: string[] = [];
  let at = 1;
  while (at < csv.length) {
    cell.lastIndex = at;
    const found = cell.exec(csv);
    if (found === null) throw new Error(`not a quoted cell: ${csv.slice(at, at + 40)}`);
    row.push((found[1] ?? '').replaceAll('""', '"'));
    if (found[2] === '\r\n') {
      rows.push(row);
      row = [];
    }
    at = cell.lastIndex;
  }
  if (row.length > 0) throw new Error('the last line has no end');
  return rows;
}

/** What a spreadsheet would take as a formula, whatever invisible stands before it. */
export function isFormula(cell: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what could hide a formula
  const bare = cell.replace(/^[\s\u0000-\u001f\u007f-\u009f\u00ad\p{Cf}]+/u, '');
  return /^[=+\-@＝＋－＠]/u.test(bare) || /^[\t\r\n]/.test(cell);
}

/** What somebody wrote, out of a cell in which it was kept from being a formula. */
export function textOfCell(cell: string): string {
  return cell.startsWith("'") && isFormula(cell.replace(/^'+/, '')) ? cell.slice(1) : cell;
}
