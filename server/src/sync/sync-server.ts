/**
 * Sync sockets: boards by the y-websocket protocol, for whoever has a seat. Called by
 * `app.ts` with every upgrade of the HTTP server; knows the house, the door, and nothing
 * of `http` or `live`.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SeatId, WorkshopId } from '@tavolo/model';
import { CLOSE, MAX_BOARD_FRAME } from '@tavolo/protocol';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { hangUp } from '../hang-up.ts';
import type { Doorkeeper } from '../people/contract.ts';
import type { House, OpenWorkshop } from '../workshop/contract.ts';
import { type Address, readAddress } from './address.ts';
import { type Admission, admit } from './admission.ts';
import { Room } from './room.ts';

/** Below the half minute after which venue routers forget a silent connection. */
const PING_MS = 25_000;
/** How long a peer may take to answer a close when the server stops. */
const CLOSING_MS = 1_000;
/** Everybody comes back after a restart: spread over this time (ms). */
const RETURN_SPREAD_MS = 10_000;

export interface SyncServerOptions {
  readonly house: House;
  readonly doorkeeper: Doorkeeper;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

export interface SyncServer {
  /** Takes an upgrade whose path is one of ours; false leaves it to somebody else. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Ends what one session has open, at once. */
  leaveSeat(workshopId: WorkshopId, seatId: SeatId, tokenHash: string): void;
  /** The browser's token was changed; its sockets stay open under the new one. */
  tokenRotated(tokenHash: string, nextTokenHash: string): void;
  /** Ends the connections whose session is over. */
  endExpired(): Promise<void>;
  /** Rooms and connections, for metrics. */
  count(): { readonly rooms: number; readonly connections: number };
  close(): Promise<void>;
}

export function openSyncServer(options: SyncServerOptions): SyncServer {
  const { house, doorkeeper, log, clock } = options;
  const rooms = new Map<WorkshopId, Room>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_BOARD_FRAME,
    perMessageDeflate: false,
  });
  sockets.on('error', (error) => log.error({ err: error }, 'sync server failed'));
  let closing: Promise<void> | null = null;

  const heartbeat = setInterval(() => {
    for (const room of rooms.values()) {
      for (const connection of room.connections) {
        if (connection.isAlive) connection.ping();
        else connection.terminate();
      }
    }
  }, PING_MS);
  heartbeat.unref();

  async function receive(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    address: Address,
  ): Promise<void> {
    const admission = await admit(request, address, { house, doorkeeper });
    if (closing !== null) return hangUp(socket, '503 Service Unavailable');
    sockets.handleUpgrade(request, socket, head, (accepted) => settle(accepted, admission));
  }

  function settle(accepted: WebSocket, admission: Admission): void {
    accepted.on('error', () => accepted.terminate());
    if (admission.is === 'refused') {
      accepted.close(admission.code, admission.reason);
      return;
    }
    roomOf(admission.workshop).enter(accepted, admission.visitor);
  }

  function roomOf(workshop: OpenWorkshop): Room {
    const present = rooms.get(workshop.id);
    if (present !== undefined) return present;
    const release = house.hold(workshop);
    const emptied = (): void => {
      rooms.delete(workshop.id);
      release();
    };
    const room = new Room({ workshop, clock, log, emptied });
    rooms.set(workshop.id, room);
    return room;
  }

  async function closeAll(): Promise<void> {
    clearInterval(heartbeat);
    for (const room of rooms.values()) {
      for (const connection of room.connections) {
        const retryAfter = Math.floor(Math.random() * RETURN_SPREAD_MS);
        connection.close(CLOSE.restarting, JSON.stringify({ retryAfter }));
      }
    }
    const late = setTimeout(() => {
      for (const socket of sockets.clients) socket.terminate();
    }, CLOSING_MS);
    await new Promise<void>((resolve) => sockets.close(() => resolve()));
    clearTimeout(late);
  }

  return {
    upgrade(request, socket, head) {
      const address = readAddress(request.url);
      if (address === null) return false;
      // Nobody else listens until the upgrade is done, and an error would end the process.
      socket.on('error', () => socket.destroy());
      if (closing !== null) hangUp(socket, '503 Service Unavailable');
      else if (!doorkeeper.originAllowed(request, 'upgrade')) hangUp(socket, '403 Forbidden');
      else {
        receive(request, socket, head, address).catch((error: unknown) => {
          log.error({ workshop: address.workshopId, err: error }, 'a sync socket failed to open');
          hangUp(socket, '500 Internal Server Error');
        });
      }
      return true;
    },

    leaveSeat(workshopId, seatId, tokenHash) {
      rooms.get(workshopId)?.leaveSeat(seatId, tokenHash);
    },

    tokenRotated(tokenHash, nextTokenHash) {
      for (const room of rooms.values()) room.tokenRotated(tokenHash, nextTokenHash);
    },

    async endExpired() {
      for (const room of [...rooms.values()]) await room.endExpired(doorkeeper);
    },

    count() {
      let connections = 0;
      for (const room of rooms.values()) connections += room.connections.size;
      return { rooms: rooms.size, connections };
    },

    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}
