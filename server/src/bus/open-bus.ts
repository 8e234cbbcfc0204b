/** Which doorbell this installation has: many nodes share a Redis, one needs no more than its own. */
import type { Bus } from './bus.ts';
import { openLocalBus } from './local.ts';
import { openRedisBus, type RedisBusOptions } from './redis/redis-bus.ts';

export interface OpenBusOptions extends Omit<RedisBusOptions, 'url' | 'dial'> {
  /** Null for a single node. */
  readonly redisUrl: string | null;
}

export function openBus({ redisUrl, ...options }: OpenBusOptions): Bus {
  return redisUrl === null
    ? openLocalBus(options.failed)
    : openRedisBus({ ...options, url: redisUrl });
}
