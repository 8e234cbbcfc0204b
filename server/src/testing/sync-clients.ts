/** For tests: the stock y-websocket provider and a bare socket, both with a person's cookie. */
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Person, Venue } from './venue.ts';

export interface Stock {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  /** Every frame that has come, as it came. */
  readonly frames: Uint8Array[];
  /** How it was last closed by the server. */
  closed(): { readonly code: number; readonly reason: string } | null;
  leave(): void;
}

/** As any Yjs page would connect. `doc` may be a copy from earlier. */
export function stockClient(
  venue: Venue,
  person: Person,
  options: { readonly epoch?: string; readonly doc?: Y.Doc; readonly document?: string } = {},
): Stock {
  const doc = options.doc ?? new Y.Doc();
  const frames: Uint8Array[] = [];
  let closed: { code: number; reason: string } | null = null;
  class Polyfill extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: person.headers });
      this.on('message', (data: ArrayBuffer) => frames.push(new Uint8Array(data)));
      this.on('close', (code, reason) => {
        closed = { code, reason: reason.toString() };
      });
    }
  }
  const provider = new WebsocketProvider(
    `${venue.origin.replace('http', 'ws')}/sync/${venue.workshop.id}`,
    options.document ?? 'board',
    doc,
    {
      disableBc: true,
      params: options.epoch === undefined ? {} : { epoch: options.epoch },
      // The provider asks for the browser's class; this one has all of it that is used.
      WebSocketPolyfill: Polyfill as unknown as typeof globalThis.WebSocket,
    },
  );
  return {
    doc,
    provider,
    frames,
    closed: () => closed,
    leave: () => provider.destroy(),
  };
}

/** Opens a bare socket; resolves once it is open. */
export function bareSocket(
  venue: Venue,
  headers: Readonly<Record<string, string>>,
  path = `/sync/${venue.workshop.id}/board`,
): Promise<WebSocket> {
  const socket = new WebSocket(`${venue.origin.replace('http', 'ws')}${path}`, { headers });
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('error', reject);
  });
}

/** Resolves with the code and reason of a socket that is closed. */
export function closeOf(socket: WebSocket): Promise<{ code: number; reason: string }> {
  return new Promise((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
}
