/** New seats, by network: one machine must not fill a room in a moment, whichever node it asks. */
import { RateLimiterRes } from 'rate-limiter-flexible';
import { LIMITS } from '../limits.ts';
import { type Allowance, openRate } from '../workshop/rate.ts';
import { networkOf } from './networks.ts';
import type { Limiters } from './open-limiters.ts';

export interface Newcomers {
  /** Takes one place; milliseconds to wait where there is none, else 0. */
  take(address: string): Promise<number>;
}

export function openNewcomers(
  clock: () => number,
  limiters: Limiters,
  allowance: Allowance = LIMITS.joins,
): Newcomers {
  const { burst, perSecond } = allowance;
  const here = openRate(clock, allowance);
  // In a window of the same size; on a single node the finer count is enough.
  const everywhere = limiters.isShared ? limiters.open('joins', burst, burst / perSecond) : null;
  return {
    async take(address) {
      const network = networkOf(address);
      const { taken, retryAfter } = here.take(network, 1);
      if (taken === 0) return retryAfter;
      return everywhere === null ? 0 : waitOf(everywhere.consume(network));
    },
  };
}

/** The library rejects with the state of the limit where nothing is left. */
export async function waitOf(taking: Promise<RateLimiterRes>): Promise<number> {
  try {
    await taking;
    return 0;
  } catch (spent) {
    if (!(spent instanceof RateLimiterRes)) throw spent;
    return Math.max(1, spent.msBeforeNext);
  }
}
