/**
 * Times in tenths of a millisecond, counted. A few thousand cells instead of every value, so
 * that hundreds of thousands can be taken while people wait, and processes can add up theirs.
 */
const CELLS_PER_MS = 10;
/** Longer waits stand in the last cell. */
const MOST_MS = 20_000;

export class Histogram {
  readonly #cells: Uint32Array;
  #count = 0;

  constructor(cells = new Uint32Array(MOST_MS * CELLS_PER_MS + 1)) {
    this.#cells = cells;
    for (const count of cells) this.#count += count;
  }

  get count(): number {
    return this.#count;
  }

  add(ms: number): void {
    const cell = Math.min(Math.max(0, Math.round(ms * CELLS_PER_MS)), MOST_MS * CELLS_PER_MS);
    this.#cells[cell] = (this.#cells[cell] ?? 0) + 1;
    this.#count += 1;
  }

  addAll(other: Histogram): void {
    other.#cells.forEach((count, cell) => {
      this.#cells[cell] = (this.#cells[cell] ?? 0) + count;
    });
    this.#count += other.#count;
  }

  /** The time within which so many of 100 were done; NaN where nothing was. */
  percentile(of100: number): number {
    if (this.#count === 0) return Number.NaN;
    const rank = Math.ceil((this.#count * of100) / 100);
    let seen = 0;
    for (const [cell, count] of this.#cells.entries()) {
      seen += count;
      if (seen >= rank) return cell / CELLS_PER_MS;
    }
    return MOST_MS;
  }

  /** Pairs of cell and count, as they go from one process to another. */
  packed(): Uint32Array {
    const pairs: number[] = [];
    this.#cells.forEach((count, cell) => {
      if (count > 0) pairs.push(cell, count);
    });
    return Uint32Array.from(pairs);
  }

  static unpacked(pairs: Uint32Array): Histogram {
    const cells = new Uint32Array(MOST_MS * CELLS_PER_MS + 1);
    for (let n = 0; n < pairs.length; n += 2) cells[pairs[n] ?? 0] = pairs[n + 1] ?? 0;
    return new Histogram(cells);
  }
}
