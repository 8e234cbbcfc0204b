import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  // Property tests on a busy machine need more than the five seconds that are usual.
  test: { include: ['src/**/*.test.ts'], testTimeout: 60_000 },
});
