/** One Redis for a whole run of the tests, and one as a cluster. Where it cannot be had, the tests that need it fail and say why. */
import type { TestProject } from 'vitest/node';
import { startRedis } from './redis-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    redis: { readonly url: string; readonly clusterUrl: string } | { readonly missing: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    const [alone, cluster] = await Promise.all([startRedis(), startRedis({ isCluster: true })]);
    project.provide('redis', { url: alone.url, clusterUrl: cluster.url });
    return async () => {
      await Promise.all([alone.close(), cluster.close()]);
    };
  } catch (error) {
    project.provide('redis', { missing: String(error) });
    return async () => undefined;
  }
}
