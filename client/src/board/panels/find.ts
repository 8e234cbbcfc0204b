/** Finds words without minding accents or capitals: "citta" finds "Città". */
export function matches(text: string, query: string): boolean {
  const wanted = plain(query).split(/\s+/u).filter(Boolean);
  const there = plain(text);
  return wanted.every((word) => there.includes(word));
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}
