/** One PostgreSQL for a whole run of the tests. Where it cannot be had, the tests that need it fail and say why. */
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: { readonly url: string } | { readonly missing: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    const server = await startPostgres();
    project.provide('postgres', { url: server.url('postgres') });
    return () => server.close();
  } catch (error) {
    project.provide('postgres', { missing: String(error) });
    return async () => undefined;
  }
}
