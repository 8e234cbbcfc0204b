/** Starts the worker from its TypeScript, in development and tests: a thread does not take over the loader of the main one. */
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
