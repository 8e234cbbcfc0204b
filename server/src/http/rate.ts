/** How fast one seat may send commands: a burst, refilled steadily. Nothing is dropped: who is too fast is told when to try again. */
const PER_SECOND = 20;
const BURST = 60;
/** Full buckets are forgotten; this many are looked at before that happens. */
const SWEEP_AT = 5_000;

export interface Rate {
  /** Takes one; returns the milliseconds to wait where there is none, else 0. */
  take(key: string): number;
}

export function openRate(now: () => number): Rate {
  const buckets = new Map<string, { left: number; at: number }>();
  const refilled = (bucket: { left: number; at: number }, at: number) =>
    Math.min(BURST, bucket.left + (Math.max(0, at - bucket.at) / 1000) * PER_SECOND);
  return {
    take(key) {
      const at = now();
      const bucket = buckets.get(key);
      const left = bucket === undefined ? BURST : refilled(bucket, at);
      if (left < 1) return Math.ceil(((1 - left) / PER_SECOND) * 1000);
      buckets.set(key, { left: left - 1, at });
      if (buckets.size > SWEEP_AT) {
        for (const [other, its] of buckets) {
          if (refilled(its, at) >= BURST) buckets.delete(other);
        }
      }
      return 0;
    },
  };
}
