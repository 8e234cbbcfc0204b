/**
 * Where anyone may create, one address could fill the disk with workshops. So many an hour
 * are more than a whole organisation behind one line makes on its busiest day.
 */
import { networkOf } from './networks.ts';
import { waitOf } from './newcomers.ts';
import type { Limiters } from './open-limiters.ts';

export const WORKSHOPS_PER_HOUR = 300;
const HOUR_S = 3_600;

export interface CreationLimit {
  /** Takes one of the hour's; milliseconds to wait where there is none left, else 0. */
  take(address: string): Promise<number>;
}

export function openCreationLimit(limiters: Limiters): CreationLimit {
  const limiter = limiters.open('creating', WORKSHOPS_PER_HOUR, HOUR_S);
  return {
    take: (address) => waitOf(limiter.consume(networkOf(address))),
  };
}
