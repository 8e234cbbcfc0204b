import { defineConfig } from 'vitest/config';

/** It attacks through the process's own network, and what another torture leaves there held it up. */
const ALONE = 'src/hostile/*.test.ts';

const shared = {
  testTimeout: 180_000,
  hookTimeout: 60_000,
  setupFiles: ['src/before-tests.ts'],
};

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    // Each torture starts servers of its own: one file at a time is quicker on two cores than several.
    fileParallelism: false,
    projects: [
      {
        extends: true,
        // The whole product is not loaded anew for each.
        test: {
          ...shared,
          name: 'together',
          include: ['src/**/*.test.ts'],
          exclude: [ALONE],
          isolate: false,
        },
      },
      { extends: true, test: { ...shared, name: 'alone', include: [ALONE], isolate: true } },
    ],
  },
});
