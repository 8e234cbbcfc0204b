/** For tests: the run's own Redis, and a name on it that nobody else has. */
import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';

export function redisUrl(): string {
  return provided().url;
}

export function redisClusterUrl(): string {
  return provided().clusterUrl;
}

/** Of an installation that nobody else speaks in. */
export function freshInstallation(): string {
  return `test-${randomUUID()}`;
}

function provided() {
  const redis = inject('redis');
  if ('missing' in redis) throw new Error(redis.missing);
  return redis;
}
