/**
 * An immutable map for the tables of a workshop (cards, clusters, seats…).
 *
 * `evolve` must stay pure, yet copying 20,000 entries for every event would cost
 * a millisecond each. A Table therefore lays a small map of changes over a large
 * shared base and folds the changes in once there are many: a read costs two look-ups, and a
 * write, of `n` entries folded at `f` changes, f/2 + n/f copies on average, least at √2n. Values
 * keep their identity, so `===` tells the client which cards changed.
 */
const foldAt = (size: number): number => Math.max(8, Math.sqrt(2 * size));
const GONE = Symbol('gone');

export class Table<K extends string, V> {
  readonly #base: ReadonlyMap<K, V>;
  readonly #changes: ReadonlyMap<K, V | typeof GONE>;
  /** Number of entries. */
  readonly size: number;

  private constructor(
    base: ReadonlyMap<K, V>,
    changes: ReadonlyMap<K, V | typeof GONE>,
    size: number,
  ) {
    this.#base = base;
    this.#changes = changes;
    this.size = size;
  }

  static empty<K extends string, V>(): Table<K, V> {
    return EMPTY as Table<K, V>;
  }

  static from<K extends string, V>(entries: Iterable<readonly [K, V]>): Table<K, V> {
    const base = new Map(entries);
    return new Table(base, new Map(), base.size);
  }

  get(key: K): V | undefined {
    const changed = this.#changes.get(key);
    if (changed === GONE) return undefined;
    return changed === undefined ? this.#base.get(key) : changed;
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  set(key: K, value: V): Table<K, V> {
    if (this.get(key) === value) return this;
    return this.#with(key, value, this.has(key) ? this.size : this.size + 1);
  }

  delete(key: K): Table<K, V> {
    return this.has(key) ? this.#with(key, GONE, this.size - 1) : this;
  }

  *entries(): IterableIterator<[K, V]> {
    for (const [key, value] of this.#base) {
      if (!this.#changes.has(key)) yield [key, value];
    }
    for (const [key, value] of this.#changes) {
      if (value !== GONE) yield [key, value];
    }
  }

  *keys(): IterableIterator<K> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): IterableIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  #with(key: K, value: V | typeof GONE, size: number): Table<K, V> {
    const changes = new Map(this.#changes).set(key, value);
    if (changes.size < foldAt(this.#base.size)) return new Table(this.#base, changes, size);
    const base = new Map(this.#base);
    for (const [changedKey, changed] of changes) {
      if (changed === GONE) base.delete(changedKey);
      else base.set(changedKey, changed);
    }
    return new Table(base, new Map(), size);
  }
}

/** One for all, so that two empty tables are the same. Not a static field: the compiler turns one that makes its own class into code that does not run. */
const EMPTY: Table<string, unknown> = Table.from<string, unknown>([]);
