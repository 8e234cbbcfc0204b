/**
 * Builds the pages. Our packages are read as TypeScript, so that nothing has to be built
 * beforehand in development; the server serves what lands in `dist`. Not by the condition
 * `source`: the widget library has one of its own, which our compiler settings reject.
 */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = `http://127.0.0.1:${process.env.TAVOLO_DEV_SERVER_PORT ?? '4321'}`;
const passed = { target: server, changeOrigin: false };

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: [
      {
        find: /^@tavolo\/([a-z0-9]+)$/,
        replacement: `${fileURLToPath(new URL('../packages/', import.meta.url))}$1/src/index.ts`,
      },
    ],
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // The content security policy allows no data: and no inline anything.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      '/api': passed,
      '^/[jr](/|$)': passed,
      '/healthz': passed,
      '/live': { ...passed, ws: true },
      '/sync': { ...passed, ws: true },
    },
  },
});
