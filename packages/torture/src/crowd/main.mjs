/**
 * `main.mjs <file>`: runs a file of this folder in a process of its own. Plain JavaScript: the
 * server is loaded as it was built before the loader of TypeScript is there, through which
 * each of its files would have to go; that takes as long as the program itself.
 */
import '@tavolo/server/app';
import '@tavolo/server/ending';
import { register } from 'tsx/esm/api';

register();
const [file = ''] = process.argv.splice(2, 1);
await import(file);
