/**
 * How fast one seat may send commands. Nothing is dropped: what is too much is answered
 * with the time to wait, so that the outbox sends it again, in its order.
 */

/** A fast writer with a few tabs; fifty pasted lines come through at once. */
const PER_SECOND = 20;
const BURST = 60;
/** So many buckets are kept before the full ones are forgotten. */
const SWEEP_AT = 5_000;

export interface Rate {
  /** Takes up to `wanted`; says how many were there, and when the rest can be. */
  take(key: string, wanted: number): { readonly taken: number; readonly retryAfter: number };
}

interface Bucket {
  readonly left: number;
  readonly at: number;
}

export function openRate(clock: () => number): Rate {
  const buckets = new Map<string, Bucket>();

  const leftAt = (bucket: Bucket, now: number): number =>
    Math.min(BURST, bucket.left + (Math.max(0, now - bucket.at) * PER_SECOND) / 1_000);

  return {
    take(key, wanted) {
      const now = clock();
      const bucket = buckets.get(key);
      const left = bucket === undefined ? BURST : leftAt(bucket, now);
      const taken = Math.min(wanted, Math.floor(left));
      buckets.set(key, { left: left - taken, at: now });
      if (buckets.size > SWEEP_AT) {
        for (const [other, its] of buckets) {
          if (leftAt(its, now) >= BURST) buckets.delete(other);
        }
      }
      // Not until one fits but until the rest does: else they would come back one by one.
      const missing = Math.min(BURST, wanted - taken) - (left - taken);
      return { taken, retryAfter: Math.ceil((Math.max(0, missing) / PER_SECOND) * 1_000) };
    },
  };
}
