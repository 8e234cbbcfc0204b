/**
 * One connection to Redis (or one to each server of a cluster), from dialling to its end. It
 * does not mend itself: whatever goes wrong is told once to `broken`, and its owner hangs up
 * and dials anew. So there is one way back, and nothing is queued for later.
 */
import { createClient, createCluster } from 'redis';
import type { RedisAddress } from './address.ts';

export interface Line {
  /** Resolves once it may be used. */
  readonly ready: Promise<void>;
  publish(channel: string, text: string): Promise<void>;
  subscribe(channel: string, heard: (text: string) => void): Promise<void>;
  unsubscribe(channel: string): Promise<void>;
  /** At once; what was on its way is lost. May be called twice. */
  end(): void;
}

export type Dial = (broken: (error: Error) => void) => Line;

const CONNECT_MS = 2_000;

/** Nothing is held back for a server that is away, and no second way of coming back. Given as a copy: the library writes into it. */
const SOCKET = { connectTimeout: CONNECT_MS, reconnectStrategy: false } as const;
const CLIENT = {
  disableOfflineQueue: true,
  // A timer for each command is dear; the owner's heartbeat finds a line that is dead.
  commandOptions: { timeout: undefined },
} as const;

export function dialRedis(address: RedisAddress): Dial {
  return address.isCluster ? dialCluster(address) : dialServer(address);
}

function dialServer({ urls }: RedisAddress): Dial {
  const [url = ''] = urls;
  return (broken) => {
    const client = createClient({ ...CLIENT, url, socket: { ...SOCKET } });
    client.on('error', broken);
    return {
      ready: client.connect().then(() => undefined),
      async publish(channel, text) {
        await client.publish(channel, text);
      },
      subscribe: (channel, heard) => client.subscribe(channel, heard),
      unsubscribe: (channel) => client.unsubscribe(channel),
      end: () => client.destroy(),
    };
  };
}

function dialCluster({ urls }: RedisAddress): Dial {
  const { username, password, protocol } = new URL(urls[0] ?? '');
  // What is in the addresses is used to find the others, and not for them.
  const access = {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
  };
  const socket = protocol === 'rediss:' ? { ...SOCKET, tls: true as const } : { ...SOCKET };
  return (broken) => {
    const cluster = createCluster({
      rootNodes: urls.map((url) => ({ url })),
      defaults: { ...CLIENT, ...access, socket },
      commandOptions: CLIENT.commandOptions,
    });
    for (const event of ['error', 'node-error', 'sharded-channel-moved-error']) {
      cluster.on(event, broken);
    }
    return {
      ready: cluster.connect().then(() => undefined),
      async publish(channel, text) {
        await cluster.sPublish(channel, text);
      },
      subscribe: (channel, heard) => cluster.sSubscribe(channel, heard),
      unsubscribe: (channel) => cluster.sUnsubscribe(channel),
      end: () => cluster.destroy(),
    };
  };
}
