/** Whole seconds until `at` (server time), by this device's clock and its offset; never below 0. */
export function secondsUntil(at: number, now: number, clockOffset: number): number {
  return Math.max(0, Math.ceil((at - (now + clockOffset)) / 1_000));
}
