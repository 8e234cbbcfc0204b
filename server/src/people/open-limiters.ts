/**
 * Limits that hold over all nodes: counted in Redis where there is one, and by each node for
 * itself while it is away. The names there are codes that lead to nobody's address. Opened by
 * `app`; a single node counts in its memory.
 */
import { createHmac } from 'node:crypto';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
} from 'rate-limiter-flexible';
import { createClient, createCluster } from 'redis';
import { readAddress } from '../bus/redis/address.ts';
import { keyFor } from './secrets.ts';

/** A Redis that stands still holds a request up for so long at most. */
const DEAD_MS = 2_000;
const PING_MS = 500;
const REDIAL_FIRST_MS = 100;
const REDIAL_LAST_MS = 2_000;

export interface Limiters {
  /** So many points in so many seconds; the library's own calls, with any text as key. */
  open(name: string, points: number, durationS: number): Limiter;
  /** Whether other nodes count with this one. */
  readonly isShared: boolean;
  close(): void;
}

export type Limiter = Pick<RateLimiterAbstract, 'get' | 'penalty' | 'consume'>;

export interface LimitersOptions {
  /** Null for a single node. */
  readonly redisUrl: string | null;
  /** As for the bus: two installations may share one Redis. */
  readonly installation: string;
  /** The installation's own key. */
  readonly key: Uint8Array;
}

export const IN_MEMORY: Limiters = {
  isShared: false,
  open: (_name, points, duration) => new RateLimiterMemory({ points, duration }),
  close: () => undefined,
};

export function openLimiters({ redisUrl, installation, key }: LimitersOptions): Limiters {
  if (redisUrl === null) return IN_MEMORY;
  const client = dial(redisUrl);
  // Whether Redis is there is watched and told by the bus; here the memory counts meanwhile.
  client.on('error', () => undefined);
  client.connect().catch(() => undefined);
  const secret = keyFor('limits', key);
  const coded = (text: string) => createHmac('sha256', secret).update(text).digest('base64url');
  return {
    isShared: true,
    open(name, points, duration) {
      const limiter = new RateLimiterRedis({
        storeClient: client,
        useRedisPackage: true,
        keyPrefix: `tavolo:${installation}:${name}`,
        points,
        duration,
        insuranceLimiter: new RateLimiterMemory({ points, duration }),
      });
      return {
        get: (text) => limiter.get(coded(`${text}`)),
        penalty: (text, count) => limiter.penalty(coded(`${text}`), count),
        consume: (text, count) => limiter.consume(coded(`${text}`), count),
      };
    },
    close: () => client.destroy(),
  };
}

function dial(redisUrl: string) {
  const { urls, isCluster } = readAddress(redisUrl);
  const [url = ''] = urls;
  const reconnectStrategy = (tries: number) =>
    Math.min(REDIAL_LAST_MS, REDIAL_FIRST_MS * 2 ** tries);
  const socket = { connectTimeout: DEAD_MS, socketTimeout: DEAD_MS, reconnectStrategy };
  const settings = { disableOfflineQueue: true, pingInterval: PING_MS };
  if (!isCluster) return createClient({ ...settings, url, socket });
  const { username, password, protocol } = new URL(url);
  const access = {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
  };
  return createCluster({
    rootNodes: urls.map((each) => ({ url: each })),
    defaults: {
      ...settings,
      ...access,
      socket: protocol === 'rediss:' ? { ...socket, tls: true as const } : socket,
    },
  });
}
