/**
 * How fast something may come: so much a second, and a burst. Nothing is dropped here: who
 * asks for more is told when the rest fits, so that an outbox sends it again, in its order.
 */

export interface Allowance {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Rate {
  /**
   * Takes up to `wanted`; says how many were there, and in how many ms the rest can be. Each costs
   * `cost`: whoever has a part of the allowance in several places has less of it in each.
   */
  take(
    key: string,
    wanted: number,
    cost?: number,
  ): { readonly taken: number; readonly retryAfter: number };
}

/** So many buckets are kept before the full ones are forgotten. */
const SWEEP_AT = 5_000;

interface Bucket {
  readonly left: number;
  readonly at: number;
}

/** One allowance for each key. */
export function openRate(clock: () => number, { perSecond, burst }: Allowance): Rate {
  const buckets = new Map<string, Bucket>();
  let sweepAt = SWEEP_AT;

  const leftAt = (bucket: Bucket, now: number): number =>
    Math.min(burst, bucket.left + (Math.max(0, now - bucket.at) * perSecond) / 1_000);

  function sweep(now: number): void {
    for (const [other, its] of buckets) {
      if (leftAt(its, now) >= burst) buckets.delete(other);
    }
    // Where all of them are in use, looking at each again for every request would be the flood.
    sweepAt = Math.max(SWEEP_AT, buckets.size * 2);
  }

  return {
    take(key, wanted, cost = 1) {
      const now = clock();
      const bucket = buckets.get(key);
      const left = bucket === undefined ? burst : leftAt(bucket, now);
      const taken = Math.min(wanted, Math.floor(left / cost));
      buckets.set(key, { left: left - taken * cost, at: now });
      if (buckets.size > sweepAt) sweep(now);
      // Not until one fits but until the rest does: else they would come back one by one.
      const missing = Math.min(burst, (wanted - taken) * cost) - (left - taken * cost);
      return { taken, retryAfter: Math.ceil((Math.max(0, missing) / perSecond) * 1_000) };
    },
  };
}

/** The allowance of one alone; it may be overdrawn by who is served first and waits afterwards. */
export class Purse {
  readonly #allowance: Allowance;
  #left: number;
  #at: number;

  constructor(allowance: Allowance, now: number) {
    this.#allowance = allowance;
    this.#left = allowance.burst;
    this.#at = now;
  }

  affords(cost: number, now: number): boolean {
    const { perSecond, burst } = this.#allowance;
    this.#left = Math.min(burst, this.#left + (Math.max(0, now - this.#at) * perSecond) / 1_000);
    this.#at = now;
    return this.#left >= cost;
  }

  spend(cost: number): void {
    this.#left -= cost;
  }

  /** Milliseconds until `cost` would be there. */
  waitFor(cost: number): number {
    return (Math.max(0, cost - this.#left) / this.#allowance.perSecond) * 1_000;
  }
}
