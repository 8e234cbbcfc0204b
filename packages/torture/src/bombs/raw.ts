/** Bare connections that say exactly the bytes they are given, as no library would. */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { Person } from '../crowd/words.ts';

export function dial(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => socket.destroy());
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('close', () => reject(new Error('not taken')));
  });
}

/** A WebSocket by hand, with whatever extension it asks for. */
export async function upgrade(
  url: string,
  path: string,
  { cookie }: Person,
  extensions = '',
): Promise<Socket> {
  const socket = await dial(url);
  const asked = extensions === '' ? '' : `Sec-WebSocket-Extensions: ${extensions}\r\n`;
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: ${new URL(url).host}\r\nOrigin: ${url}\r\nCookie: ${cookie}\r\n` +
      `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\n${asked}\r\n`,
  );
  await new Promise<void>((resolve, reject) => {
    let head = '';
    const hear = (piece: Buffer) => {
      head += piece.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      socket.off('data', hear);
      if (head.startsWith('HTTP/1.1 101 ')) resolve();
      else reject(new Error(head.split('\r\n', 1)[0]));
    };
    socket.on('data', hear);
    socket.once('close', () => reject(new Error('no answer')));
  });
  // What comes is of no interest, but has to be taken.
  socket.resume();
  return socket;
}

export const FINAL = 0x80;
export const DEFLATED = 0x40;
export const BINARY = 0x02;
export const GOING_ON = 0x00;

/** The head of a frame whose mask is zero, so that its payload is said as it is. */
export function frameHead(first: number, length: number): Buffer {
  const masked = 0x80;
  const mask = Buffer.alloc(4);
  if (length < 126) return Buffer.concat([Buffer.from([first, masked | length]), mask]);
  if (length < 65_536) {
    const head = Buffer.from([first, masked | 126, 0, 0]);
    head.writeUInt16BE(length, 2);
    return Buffer.concat([head, mask]);
  }
  const head = Buffer.from([first, masked | 127, ...Buffer.alloc(8)]);
  head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, mask]);
}

/** Writes no faster than it is taken; stops where the other side has gone. */
export async function pour(socket: Socket, pieces: Iterable<Buffer>): Promise<void> {
  for (const piece of pieces) {
    if (socket.destroyed || socket.writableEnded) return;
    if (socket.write(piece)) continue;
    await new Promise<void>((resolve) => {
      const on = () => {
        socket.off('drain', on);
        socket.off('close', on);
        resolve();
      };
      socket.on('drain', on);
      socket.on('close', on);
    });
  }
}

/** Whether the other side has ended the line; `false` where it has not when that is `enough`. */
export function endOf(socket: Socket, enough: Promise<void>): Promise<boolean> {
  if (socket.destroyed || socket.readableEnded) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = (ended: boolean) => {
      socket.destroy();
      resolve(ended);
    };
    void enough.then(() => end(false));
    socket.once('end', () => end(true));
    socket.once('close', () => end(true));
  });
}
