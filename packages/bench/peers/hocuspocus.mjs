/**
 * `hocuspocus.mjs <port of Redis> <flushDelay>`: one node of hocuspocus with its Redis extension,
 * as its documentation shows it. It keeps nothing: no store is set. Prints its port.
 */
import { Redis } from '@hocuspocus/extension-redis';
import { Server } from '@hocuspocus/server';

const [redisPort, flushDelay] = process.argv.slice(2).map(Number);
const server = new Server({
  address: '127.0.0.1',
  port: 0,
  quiet: true,
  // Our people say nothing while they look on; its own client would, twice a minute.
  timeout: 600_000,
  flushDelay,
  extensions: [new Redis({ host: '127.0.0.1', port: redisPort })],
});
await server.listen();
process.stdout.write(`port ${server.address.port}\n`);
