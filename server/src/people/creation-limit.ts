/**
 * Where anyone may create, one address could fill the disk with workshops. So many an hour
 * are more than a whole organisation behind one line makes on its busiest day.
 */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from './networks.ts';

export const WORKSHOPS_PER_HOUR = 300;
const HOUR_S = 3_600;

export interface CreationLimit {
  /** Takes one of the hour's; milliseconds to wait where there is none left, else 0. */
  take(address: string): Promise<number>;
}

export function openCreationLimit(): CreationLimit {
  const limiter = new RateLimiterMemory({ points: WORKSHOPS_PER_HOUR, duration: HOUR_S });
  return {
    async take(address) {
      try {
        await limiter.consume(networkOf(address));
        return 0;
      } catch (spent) {
        // The library rejects with the state of the limit.
        if (!(spent instanceof RateLimiterRes)) throw spent;
        return Math.max(1, spent.msBeforeNext);
      }
    },
  };
}
