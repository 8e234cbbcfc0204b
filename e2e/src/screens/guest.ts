/** Somebody in the room without a browser: a seat, a line that counts them as present, a hand on the wall. */
import { randomUUID } from 'node:crypto';
import type { Order, SeatId } from '@tavolo/model';
import { type ClientPresence, LIVE_PATH, PROTOCOL_VERSION } from '@tavolo/protocol';
import { io } from 'socket.io-client';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

export interface Guest {
  readonly name: string;
  readonly seatId: SeatId;
  /** A command that must be accepted. */
  does(order: Order): Promise<void>;
  /** What the others see of them on the wall. */
  shows(presence: ClientPresence): void;
  leaves(): void;
}

export async function comes(url: string, code: string, name: string): Promise<Guest> {
  let cookie = '';
  const post = async (path: string, body: unknown): Promise<Record<string, string>> => {
    const response = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${name}, ${path}: ${await response.text()}`);
    cookie ||= response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return (await response.json()) as Record<string, string>;
  };
  const { workshopId = '', seatId = '' } = await post('/api/join', { code, name, language: 'it' });

  const headers = { cookie, origin: url };
  const live = io(url, {
    path: LIVE_PATH,
    transports: ['websocket'],
    query: { workshop: workshopId, version: String(PROTOCOL_VERSION) },
    extraHeaders: headers,
    forceNew: true,
  });
  await new Promise<void>((resolve, reject) => {
    live.once('hello', () => resolve());
    live.once('connect_error', reject);
  });
  class WithCookie extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers });
    }
  }
  // Each provider listens for the end of the process; that many are meant.
  process.setMaxListeners(process.getMaxListeners() + 1);
  const doc = new Y.Doc();
  const board = new WebsocketProvider(
    `${url.replace('http', 'ws')}/sync/${workshopId}`,
    'board',
    doc,
    {
      disableBc: true,
      WebSocketPolyfill: WithCookie as unknown as typeof globalThis.WebSocket,
    },
  );
  board.awareness.setLocalState({ cursor: null, holding: null });

  return {
    name,
    seatId: seatId as SeatId,
    does: async (order) =>
      void (await post(`/api/workshops/${workshopId}/commands`, { cmdId: randomUUID(), ...order })),
    shows: (presence) => board.awareness.setLocalState({ ...presence }),
    leaves() {
      live.disconnect();
      board.destroy();
      doc.destroy();
    },
  };
}
