/**
 * The wire below one live connection. A page that takes nothing in must not pile up in the
 * server's memory: every feed is sent whole, so a few that nobody reads are soon large. Such
 * a connection is let go, and so is one that talks faster than any page; when it comes back
 * it gets everything as it is then.
 */
import { CLOSE } from '@tavolo/protocol';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { Limits } from '../limits.ts';
import { socketBounds } from '../socket-bounds.ts';
import { type Allowance, Purse } from '../workshop/rate.ts';
import type { LiveSocket } from './sockets.ts';

type Conn = LiveSocket['conn'];

/** On connecting all feeds wait at once, and one alone may be larger than the bound. */
const LARGEST_AT_ONCE = 3;

/** The class of WebSocket server that engine.io makes for itself, with bounds that it has no options for. */
export function liveSocketsWith(limits: Limits): new (options: ServerOptions) => WebSocketServer {
  return class extends WebSocketServer {
    constructor(options: ServerOptions) {
      super({ ...options, ...socketBounds(limits) });
    }
  };
}

/** Ends a connection with a code that the page can read, which engine.io's own end does not have. */
export function hangUpWith(conn: Conn, code: number, reason: string): void {
  // Only WebSockets are let in, and that transport keeps its socket under this name.
  const { socket } = conn.transport as unknown as { readonly socket: WebSocket };
  socket.close(code, reason);
}

export function watchBacklog(conn: Conn, limits: Limits): void {
  let waiting = 0;
  let largest = 0;
  const isBehind = () => waiting > Math.max(limits.backlog, largest * LARGEST_AT_ONCE);

  conn.on('packetCreate', ({ data }: { readonly data?: unknown }) => {
    const size = typeof data === 'string' ? data.length : 0;
    waiting += size;
    largest = Math.max(largest, size);
    // Later: where nothing is in its way, this packet leaves in the same turn.
    if (isBehind()) setImmediate(() => isBehind() && letGo());
  });
  conn.on('flush', () => {
    waiting = 0;
  });

  function letGo(): void {
    hangUpWith(conn, CLOSE.tooSlow, 'too slow');
    // What waits is dropped now, not when the peer has answered.
    conn.close(true);
  }
}

/** Counts packets of any kind: an unknown event has no handler that could refuse it. */
export function watchPace(conn: Conn, allowance: Allowance, clock: () => number): void {
  const purse = new Purse(allowance, clock());
  conn.on('packet', () => {
    if (purse.affords(1, clock())) purse.spend(1);
    else {
      hangUpWith(conn, CLOSE.policy, 'too fast');
      conn.close(true);
    }
  });
}
