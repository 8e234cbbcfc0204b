import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['src/**/*.test.ts'],
    globalSetup: [
      'src/storage/postgres/testing/global-setup.ts',
      'src/bus/redis/testing/global-setup.ts',
    ],
    // Some start programs of their own; two busy cores take their time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
