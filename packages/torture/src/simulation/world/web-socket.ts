/**
 * What a browser's network stack does, over a simulated connection: an HTTP question, and a
 * WebSocket with the upgrade before it. Frames as in RFC 6455, without extensions.
 */
import type { Connection, PageEvents } from './network.ts';

/** How the page at hand reaches its server. */
export interface Dialing {
  readonly host: string;
  /** The browser's own, as it is now. */
  cookie(): string;
  /** The server has given another. */
  keepCookie(cookie: string): void;
  connect(events: PageEvents): Connection | null;
}

const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
/** No close was said: the connection is simply gone. */
const ABNORMAL = 1006;
const HEAD_END = Buffer.from('\r\n\r\n');

export interface RawEvents {
  opened(): void;
  message(data: Buffer, isText: boolean): void;
  closed(code: number, reason: string): void;
}

/** A WebSocket without the browser's class around it. */
export class RawSocket {
  readonly #events: RawEvents;
  readonly #connection: Connection | null;
  #state: 'connecting' | 'open' | 'closing' | 'closed' = 'connecting';
  #unread = Buffer.alloc(0);

  constructor(path: string, dialing: Dialing, events: RawEvents) {
    this.#events = events;
    this.#connection = dialing.connect({
      data: (chunk) => this.#read(chunk),
      closed: () => this.#end(ABNORMAL, ''),
    });
    if (this.#connection === null) {
      setTimeout(() => this.#end(ABNORMAL, ''), 0);
      return;
    }
    const head = [
      `GET ${path} HTTP/1.1`,
      `Host: ${dialing.host}`,
      `Origin: http://${dialing.host}`,
      `Cookie: ${dialing.cookie()}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ];
    this.#connection.write(Buffer.from(`${head.join('\r\n')}\r\n\r\n`));
  }

  get isOpen(): boolean {
    return this.#state === 'open';
  }

  send(data: Uint8Array | string): void {
    if (this.#state !== 'open') return;
    const isText = typeof data === 'string';
    this.#write(isText ? TEXT : BINARY, isText ? Buffer.from(data) : data);
  }

  close(): void {
    if (this.#state === 'open') {
      this.#state = 'closing';
      this.#write(CLOSE, Buffer.from([0x03, 0xe8]));
    } else if (this.#state === 'connecting') {
      this.#connection?.close();
      setTimeout(() => this.#end(ABNORMAL, ''), 0);
    }
  }

  #read(chunk: Uint8Array): void {
    this.#unread = Buffer.concat([this.#unread, chunk]);
    if (this.#state === 'connecting' && !this.#readHead()) return;
    for (let frame = this.#frame(); frame !== null; frame = this.#frame()) {
      this.#take(frame.opcode, frame.body);
      if (this.#state === 'closed') return;
    }
  }

  /** True once the server has agreed. */
  #readHead(): boolean {
    const end = this.#unread.indexOf(HEAD_END);
    if (end === -1) return false;
    const agreed = this.#unread.subarray(0, end).toString().startsWith('HTTP/1.1 101 ');
    this.#unread = this.#unread.subarray(end + HEAD_END.length);
    if (!agreed) {
      this.#connection?.close();
      this.#end(ABNORMAL, '');
      return false;
    }
    this.#state = 'open';
    this.#events.opened();
    return true;
  }

  /** The next whole frame; the server sends each message in one. */
  #frame(): { opcode: number; body: Buffer } | null {
    const bytes = this.#unread;
    if (bytes.length < 2) return null;
    const opcode = (bytes[0] ?? 0) & 0x0f;
    let size = (bytes[1] ?? 0) & 0x7f;
    let at = 2;
    if (size === 126) {
      if (bytes.length < 4) return null;
      size = bytes.readUInt16BE(2);
      at = 4;
    } else if (size === 127) {
      if (bytes.length < 10) return null;
      size = Number(bytes.readBigUInt64BE(2));
      at = 10;
    }
    if (bytes.length < at + size) return null;
    this.#unread = bytes.subarray(at + size);
    return { opcode, body: bytes.subarray(at, at + size) };
  }

  #take(opcode: number, body: Buffer): void {
    if (opcode === TEXT || opcode === BINARY) this.#events.message(body, opcode === TEXT);
    else if (opcode === PING) this.#write(PONG, body);
    else if (opcode === CLOSE) {
      const code = body.length >= 2 ? body.readUInt16BE(0) : 1005;
      if (this.#state === 'open') this.#write(CLOSE, body);
      this.#connection?.close();
      this.#end(code, body.subarray(2).toString());
    }
  }

  /** A browser masks what it sends; with zeros that changes nothing. */
  #write(opcode: number, body: Uint8Array): void {
    const size = body.length;
    const head =
      size < 126
        ? Buffer.from([0x80 | opcode, 0x80 | size])
        : size < 65_536
          ? Buffer.from([0x80 | opcode, 0xfe, size >> 8, size & 0xff])
          : longHead(opcode, size);
    this.#connection?.write(Buffer.concat([head, Buffer.alloc(4), body]));
  }

  #end(code: number, reason: string): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    this.#events.closed(code, reason);
  }
}

function longHead(opcode: number, size: number): Buffer {
  const head = Buffer.alloc(10);
  head[0] = 0x80 | opcode;
  head[1] = 0xff;
  head.writeBigUInt64BE(BigInt(size), 2);
  return head;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly cookie: string | null;
}

/** One question on a connection of its own; null where no answer came. */
export function ask(path: string, dialing: Dialing): Promise<HttpAnswer | null> {
  return new Promise((resolve) => {
    let unread = Buffer.alloc(0);
    const connection = dialing.connect({
      data(chunk) {
        unread = Buffer.concat([unread, chunk]);
        const answer = readAnswer(unread);
        if (answer === null) return;
        if (answer.cookie !== null) dialing.keepCookie(answer.cookie);
        connection?.close();
        resolve(answer);
      },
      closed: () => resolve(null),
    });
    if (connection === null) {
      resolve(null);
      return;
    }
    const head = [
      `GET ${path} HTTP/1.1`,
      `Host: ${dialing.host}`,
      `Cookie: ${dialing.cookie()}`,
      'Connection: close',
    ];
    connection.write(Buffer.from(`${head.join('\r\n')}\r\n\r\n`));
  });
}

function readAnswer(bytes: Buffer): HttpAnswer | null {
  const end = bytes.indexOf(HEAD_END);
  if (end === -1) return null;
  const head = bytes.subarray(0, end).toString();
  const size = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
  const body = bytes.subarray(end + HEAD_END.length);
  if (body.length < size) return null;
  return {
    status: Number(head.split(' ')[1]),
    body: body.subarray(0, size).toString(),
    cookie: /^set-cookie: ([^;]+)/im.exec(head)?.[1] ?? null,
  };
}
