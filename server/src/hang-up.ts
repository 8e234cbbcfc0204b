/**
 * Ends an upgrade that is not taken, with a status and nothing more. From the upgrade on
 * Node leaves the socket alone: without a listener an error of it ends the whole process,
 * and a peer that never closes its half would keep it for ever.
 */
import type { Duplex } from 'node:stream';

export function hangUp(socket: Duplex, status: string): void {
  socket.on('error', () => socket.destroy());
  const answer = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  socket.end(answer, () => socket.destroy());
}
