/**
 * A file name made of a title: letters, digits and dashes, safe on every system and in a
 * header. `part` is a word of ours that says what of the workshop it is.
 */
export function exportFileName(title: string, ending: 'json' | 'csv', part = ''): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return `${['tavolo', plain, part].filter((each) => each !== '').join('-')}.${ending}`;
}
