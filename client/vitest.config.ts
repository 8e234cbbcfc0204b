/**
 * Our packages are read as TypeScript, so that nothing has to be built beforehand; as in
 * `vite.config.ts` not by the condition `source`, which the widget library has, too.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const packages = fileURLToPath(new URL('../packages/', import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@tavolo\/([a-z0-9]+)$/, replacement: `${packages}$1/src/index.ts` },
      {
        find: /^@tavolo\/([a-z0-9]+)\/testing\/(.+)$/,
        replacement: `${packages}$1/src/testing/$2.ts`,
      },
    ],
  },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'] },
});
