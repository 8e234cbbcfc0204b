/**
 * Two letters for a name: of its first two words, or the first two of its only one. Signs
 * are no initials; a name of nothing else keeps its first one.
 */
export function initialsOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [name.trim()];
  const [first = '', second] = words;
  const letters = [...first];
  const two =
    second === undefined ? letters.slice(0, 2).join('') : `${letters[0]}${[...second][0]}`;
  return two.toUpperCase();
}
