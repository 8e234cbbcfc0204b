/**
 * WebSockets by hand: the upgrade with any path and headers, and frames with any bits, such as
 * no library would send. What comes back is taken apart as far as it is needed.
 */
import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export interface RawFrame {
  readonly opcode: number;
  readonly payload: Buffer;
}

export interface RawSocket {
  readonly socket: Socket;
  /** Of the answer to the upgrade; 101 where it was taken, 0 where none came. */
  readonly status: number;
  /** The next frame of the server; null once the line is closed. */
  next(): Promise<RawFrame | null>;
  /** Resolves when the server has closed the line, or at once if it has. */
  readonly ended: Promise<void>;
}

export interface FrameBits {
  readonly fin?: boolean;
  /** RSV1 to RSV3, as one number from 0 to 7. */
  readonly reserved?: number;
  readonly masked?: boolean;
  /** The length that is told, where it is a lie. */
  readonly told?: number;
}

export function rawFrame(opcode: number, payload: Uint8Array, bits: FrameBits = {}): Buffer {
  const { fin = true, reserved = 0, masked = true, told = payload.length } = bits;
  const head = [(fin ? 0x80 : 0) | (reserved << 4) | (opcode & 15)];
  const mask = masked ? 0x80 : 0;
  if (told < 126) head.push(mask | told);
  else if (told < 65_536) head.push(mask | 126, told >> 8, told & 255);
  else {
    head.push(mask | 127);
    for (let shift = 56n; shift >= 0n; shift -= 8n) {
      head.push(Number((BigInt(told) >> shift) & 255n));
    }
  }
  // A mask of zeros leaves the bytes as they are.
  if (masked) head.push(0, 0, 0, 0);
  return Buffer.concat([Uint8Array.from(head), payload]);
}

export function dialRaw(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<RawSocket> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  // Cut off by the server while we write: that is what `ended` tells.
  socket.on('error', () => socket.destroy());
  const lines = Object.entries({
    host: `127.0.0.1:${port}`,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': randomBytes(16).toString('base64'),
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`);
  let pending = Buffer.alloc(0);
  const waiting: (() => void)[] = [];
  const wake = (): void => {
    for (const each of waiting.splice(0)) each();
  };
  socket.on('data', (piece: Buffer) => {
    pending = Buffer.concat([pending, piece]);
    wake();
  });
  const ended = new Promise<void>((resolve) => {
    socket.on('close', () => {
      resolve();
      wake();
    });
  });
  const more = (): Promise<void> =>
    socket.closed ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve));

  async function next(): Promise<RawFrame | null> {
    for (;;) {
      const frame = frameIn(pending);
      if (frame !== null) {
        pending = pending.subarray(frame.size);
        return { opcode: frame.opcode, payload: frame.payload };
      }
      if (socket.closed) return null;
      await more();
    }
  }

  async function opened(): Promise<RawSocket> {
    for (let end = pending.indexOf('\r\n\r\n'); ; end = pending.indexOf('\r\n\r\n')) {
      if (end >= 0) {
        const status = Number(pending.subarray(9, 12).toString());
        pending = pending.subarray(end + 4);
        return { socket, status, next, ended };
      }
      if (socket.closed) return { socket, status: 0, next, ended };
      await more();
    }
  }
  return opened();
}

function frameIn(bytes: Buffer): (RawFrame & { readonly size: number }) | null {
  if (bytes.length < 2) return null;
  const short = (bytes[1] ?? 0) & 127;
  const at = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < at) return null;
  const length =
    short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < at + length) return null;
  return {
    opcode: (bytes[0] ?? 0) & 15,
    payload: bytes.subarray(at, at + length),
    size: at + length,
  };
}
