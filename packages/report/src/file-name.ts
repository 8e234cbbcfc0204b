/** A file name made of a title: letters, digits and dashes, safe on every system and in a header. */
export function exportFileName(title: string, ending: 'json' | 'csv'): string {
  const plain = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
  return `tavolo${plain === '' ? '' : `-${plain}`}.${ending}`;
}
