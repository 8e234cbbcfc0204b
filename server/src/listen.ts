/** Opens the port, or says in one line why it cannot. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A whole room that comes back in one moment waits here; the kernel may hold it to less. */
const BACKLOG = 4_096;

export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Resolves with the port, which differs from the one asked for where that is 0. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      reject(new ListenError(reason(error, port, host), { cause: error }));
    };
    server.once('error', failed);
    server.listen({ port, host, backlog: BACKLOG }, () => {
      server.off('error', failed);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function reason(error: NodeJS.ErrnoException, port: number, host: string): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program: stop that one, or choose another with PORT.`;
    case 'EACCES':
      return `This user may not listen on port ${port}: choose one above 1023 with PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST=${host} is not an address of this computer: leave it out, or use 0.0.0.0 for all.`;
    default:
      return `Cannot listen on ${host}:${port}: ${error.message}.`;
  }
}
