import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  // Each torture starts servers of its own: one file at a time is quicker on two cores than several.
  test: {
    include: ['src/**/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    // Nor is the whole product loaded anew for each.
    isolate: false,
    setupFiles: ['src/before-tests.ts'],
  },
});
