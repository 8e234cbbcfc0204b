/** Connections that never come to the point: heads and bodies a byte at a time, and half-open upgrades. */
import type { Socket } from 'node:net';
import { dial } from './raw.ts';

const BYTE_EVERY_MS = 200;
/** Dialled in the same moment; more would be the kernel's own limits. */
const AT_ONCE = 200;

export interface Crowd {
  /** How many the server still bears. */
  open(): number;
  close(): void;
}

/** Half of them are slow with the head of a request, half with its body. */
export async function speakSlowly(url: string, count: number): Promise<Crowd> {
  const { host } = new URL(url);
  const head = `POST /api/join HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`;
  const sockets = await dialAll(url, count);
  sockets.forEach((socket, n) => {
    socket.write(n % 2 === 0 ? `${head}X-Slow: ` : `${head}Content-Length: 50000\r\n\r\n{`);
    const talk = setInterval(() => socket.write('x'), BYTE_EVERY_MS);
    socket.once('close', () => clearInterval(talk));
  });
  return crowdOf(sockets);
}

/** An upgrade that lacks its last line. */
export async function halfOpen(url: string, count: number): Promise<Crowd> {
  const { host } = new URL(url);
  const sockets = await dialAll(url, count);
  for (const socket of sockets) {
    socket.write(
      `GET /sync/x/board HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n',
    );
  }
  return crowdOf(sockets);
}

async function dialAll(url: string, count: number): Promise<Socket[]> {
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    const some = Math.min(AT_ONCE, count - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: some }, () => dial(url)))));
  }
  return sockets;
}

function crowdOf(sockets: readonly Socket[]): Crowd {
  for (const socket of sockets) {
    socket.resume();
    socket.on('end', () => socket.destroy());
  }
  return {
    open: () => sockets.filter((socket) => !socket.destroyed).length,
    close: () => {
      for (const socket of sockets) socket.destroy();
    },
  };
}
