/**
 * What the page's code dials with: the browser's WebSocket class for its documents, and the
 * live channel, spoken as socket.io's client speaks it (engine.io 4, websocket only).
 */
import type { Live, LiveEvents } from '@tavolo/client/connection/live';
import type { Command } from '@tavolo/model';
import {
  type Answer,
  type ConnectRefusal,
  LIVE_EVENTS,
  LIVE_PATH,
  PROTOCOL_VERSION,
} from '@tavolo/protocol';
import { type Dialing, RawSocket } from './web-socket.ts';

type Listener<Event> = ((event: Event) => void) | null;

/** The browser's class for one page; it has all of it that the provider uses. */
export function socketClass(dialing: Dialing): typeof WebSocket {
  class PageSocket {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readonly OPEN = 1;
    binaryType = 'arraybuffer';
    readyState = 0;
    onopen: Listener<object> = null;
    onmessage: Listener<{ data: ArrayBuffer }> = null;
    onclose: Listener<{ code: number; reason: string }> = null;
    onerror: Listener<object> = null;
    readonly #socket: RawSocket;

    constructor(url: string) {
      const { pathname, search } = new URL(url);
      this.#socket = new RawSocket(`${pathname}${search}`, dialing, {
        opened: () => {
          this.readyState = 1;
          this.onopen?.({});
        },
        message: (data) => this.onmessage?.({ data: Uint8Array.from(data).buffer }),
        closed: (code, reason) => {
          if (this.readyState === 0) this.onerror?.({});
          this.readyState = 3;
          this.onclose?.({ code, reason });
        },
      });
    }

    send(data: Uint8Array): void {
      this.#socket.send(data);
    }

    close(): void {
      if (this.readyState < 2) this.readyState = 2;
      this.#socket.close();
    }
  }
  return PageSocket as unknown as typeof WebSocket;
}

const FIRST_WAIT_MS = 400;
const LAST_WAIT_MS = 5_000;
/** As socket.io's client: what does not come about in this time has failed. */
const CONNECT_MS = 8_000;

/** Of engine.io. */
const ENGINE_OPEN = '0';
const ENGINE_PING = '2';
/** Of socket.io, in a message (4) of engine.io. */
const CONNECT = '40';
const DISCONNECT = '41';
const EVENT = '42';
const ACK = '43';
const CONNECT_ERROR = '44';

export class PageLive implements Live {
  readonly #dialing: Dialing;
  readonly #path: string;
  readonly #events: LiveEvents;
  #socket: RawSocket | null = null;
  #greeted = false;
  #closed = false;
  #waitMs = FIRST_WAIT_MS;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #nextAck = 0;
  readonly #acks = new Map<number, (answers: unknown) => void>();

  constructor(workshopId: string, dialing: Dialing, events: LiveEvents) {
    this.#dialing = dialing;
    this.#events = events;
    const query = new URLSearchParams({
      workshop: workshopId,
      version: String(PROTOCOL_VERSION),
      EIO: '4',
      transport: 'websocket',
    });
    this.#path = `${LIVE_PATH}/?${query}`;
    // The page may not be told of anything before it has this object in its hand.
    this.#again(0);
  }

  send(commands: readonly Command[], answered: (answers: readonly Answer[]) => void): boolean {
    const socket = this.#socket;
    if (!this.#greeted || socket === null) return false;
    const ack = this.#nextAck;
    this.#nextAck += 1;
    this.#acks.set(ack, (answers) => {
      answered(Array.isArray(answers) ? answers : commands.map(() => answers as Answer));
    });
    socket.send(`${EVENT}${ack}${JSON.stringify(['command', commands])}`);
    return true;
  }

  redial(): void {
    if (this.#closed) return;
    this.#lost();
    this.#again(0);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopTimer();
    this.#hangUp();
  }

  #again(ms: number): void {
    this.#stopTimer();
    this.#timer = setTimeout(() => this.#dial(), ms);
  }

  #dial(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => this.#retry(), CONNECT_MS);
    const socket: RawSocket = new RawSocket(this.#path, this.#dialing, {
      opened: () => undefined,
      message: (data) => {
        if (socket === this.#socket) this.#read(data.toString());
      },
      closed: () => {
        if (socket === this.#socket) this.#retry();
      },
    });
    this.#socket = socket;
  }

  #read(packet: string): void {
    if (packet.startsWith(ENGINE_OPEN)) this.#socket?.send(CONNECT);
    else if (packet === ENGINE_PING) this.#socket?.send('3');
    else if (packet.startsWith(EVENT)) {
      const [event, feed] = JSON.parse(packet.slice(EVENT.length)) as [string, never];
      this.#told(event, feed);
    } else if (packet.startsWith(ACK)) {
      const [, id = '', json = '[]'] = /^43(\d+)(.*)$/s.exec(packet) ?? [];
      const [answers] = JSON.parse(json) as [unknown];
      const answered = this.#acks.get(Number(id));
      this.#acks.delete(Number(id));
      answered?.(answers);
    } else if (packet.startsWith(CONNECT_ERROR)) {
      const { data } = JSON.parse(packet.slice(CONNECT_ERROR.length)) as { data?: ConnectRefusal };
      if (data === undefined) this.#retry();
      else {
        this.close();
        this.#events.refused(data);
      }
    } else if (packet.startsWith(DISCONNECT)) {
      this.#lost();
      if (!this.#closed) this.#again(0);
    }
  }

  #told(event: string, feed: never): void {
    if (event === 'hello') {
      this.#greeted = true;
      this.#waitMs = FIRST_WAIT_MS;
      this.#stopTimer();
      this.#events.up(feed);
    } else if (event === 'ended') {
      this.close();
      this.#events.ended();
    } else if ((LIVE_EVENTS as readonly string[]).includes(event)) {
      // The others have the names of the page's own listeners.
      (this.#events as unknown as Record<string, (feed: unknown) => void>)[event]?.(feed);
    }
  }

  #retry(): void {
    if (this.#closed) return;
    this.#lost();
    if (this.#closed) return;
    this.#again(this.#waitMs * (0.5 + Math.random()));
    this.#waitMs = Math.min(this.#waitMs * 2, LAST_WAIT_MS);
  }

  #lost(): void {
    this.#hangUp();
    this.#events.down();
  }

  #hangUp(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#greeted = false;
    this.#acks.clear();
    socket?.close();
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
