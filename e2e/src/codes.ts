/** A join code as people see it, whatever form it came in. */
export function shownCode(code: string): string {
  const bare = code.replace(/[^0-9A-Z]/g, '');
  return `${bare.slice(0, 4)}-${bare.slice(4)}`;
}
