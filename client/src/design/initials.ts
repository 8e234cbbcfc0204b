/** Two letters for a name: of its first two words, or the first two of its only one. */
export function initialsOf(name: string): string {
  const [first = '', second] = name.trim().split(/\s+/u);
  const letters = [...first];
  const two =
    second === undefined ? letters.slice(0, 2).join('') : `${letters[0]}${[...second][0]}`;
  return two.toUpperCase();
}
