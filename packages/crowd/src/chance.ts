/** Chance, as people have it: nobody repeats a rehearsal. */
export function between(from: number, to: number): number {
  return from + Math.random() * (to - from);
}

export function happens(share: number): boolean {
  return Math.random() < share;
}

export function oneOf<T>(items: readonly T[]): T | undefined {
  return items[Math.floor(Math.random() * items.length)];
}
