/** What REDIS_URL says: one server, or a cluster that is found by some of its servers. */

export interface RedisAddress {
  /** Each `redis://` or `rediss://`, with name and password where there are any. */
  readonly urls: readonly string[];
  /** Sharded channels, spread over the servers. */
  readonly isCluster: boolean;
}

/** `text` has passed the settings: addresses between commas, with or without `?cluster=1`. */
export function readAddress(text: string): RedisAddress {
  const urls = text.split(',').map((each) => new URL(each.trim()));
  const isCluster = urls.length > 1 || urls.some((url) => url.searchParams.get('cluster') === '1');
  for (const url of urls) url.search = '';
  return { urls: urls.map(({ href }) => href), isCluster };
}
