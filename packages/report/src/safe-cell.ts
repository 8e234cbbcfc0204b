/** A spreadsheet reads a cell that starts with one of these as a formula; the wide forms too. */
const FORMULA_START = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;

/** What the eye does not see must not stand before the sign that it hides. */
const INVISIBLE_START = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]+/u;

/**
 * Text that opens as text: an apostrophe before whatever could start a formula, no NUL. Before
 * somebody's own apostrophe there, too, so that whoever reads the file can tell them apart.
 */
export function safeCell(text: string): string {
  const clean = text.replaceAll('\0', '');
  return startsFormula(clean.replace(/^'+/, '')) ? `'${clean}` : clean;
}

function startsFormula(text: string): boolean {
  return FORMULA_START.test(text) || FORMULA_START.test(text.replace(INVISIBLE_START, ''));
}
