import { busContract } from '../bus.contract.ts';
import { openRedisBus } from './redis-bus.ts';
import { freshInstallation, redisClusterUrl, redisUrl } from './testing/redis.ts';

busContract('redis', async (failed) =>
  openRedisBus({ url: redisUrl(), installation: freshInstallation(), failed }),
);

busContract('a cluster of redis', async (failed) =>
  openRedisBus({ url: redisClusterUrl(), installation: freshInstallation(), failed }),
);
