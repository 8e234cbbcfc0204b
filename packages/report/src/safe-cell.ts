/** A spreadsheet reads a cell that starts with one of these as a formula; the wide forms too. */
const FORMULA_START = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;

/** What the eye does not see must not stand before the sign that it hides. */
const INVISIBLE_START = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}]+/u;

/** Text that opens as text: an apostrophe before whatever could start a formula, no NUL. */
export function safeCell(text: string): string {
  const clean = text.replaceAll('\0', '');
  const first = clean.replace(INVISIBLE_START, '');
  return FORMULA_START.test(clean) || FORMULA_START.test(first) ? `'${clean}` : clean;
}
