/**
 * Sync sockets: boards and texts by the y-websocket protocol, for whoever has a seat. Called by
 * `app.ts` with every upgrade of the HTTP server; knows the house, the door, and nothing
 * of `http` or `live`.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SeatId, WorkshopId } from '@tavolo/model';
import { BOARD_DOCUMENT, CLOSE, MAX_BOARD_FRAME, MAX_TEXT_FRAME } from '@tavolo/protocol';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { hangUp } from '../hang-up.ts';
import type { Metrics } from '../metrics.ts';
import type { Doorkeeper } from '../people/contract.ts';
import type { OpenText, Texts } from '../texts/contract.ts';
import type { House, OpenWorkshop } from '../workshop/contract.ts';
import { type Address, readAddress } from './address.ts';
import { type Admission, admit } from './admission.ts';
import type { Connection } from './connection.ts';
import { Room } from './room.ts';
import { endExpired, endSession, followToken } from './session-ends.ts';
import { TextRoom } from './text-room.ts';

/** Below the half minute after which venue routers forget a silent connection. */
const PING_MS = 25_000;
/** How long a peer may take to answer a close when the server stops. */
const CLOSING_MS = 1_000;
/** Everybody comes back after a restart: spread over this time (ms). */
const RETURN_SPREAD_MS = 10_000;

export interface SyncServerOptions {
  readonly house: House;
  readonly texts: Texts;
  readonly doorkeeper: Doorkeeper;
  readonly log: Logger;
  readonly metrics: Metrics;
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
  const { house, texts, doorkeeper, log, metrics, clock } = options;
  /** By workshop, then by document. */
  const rooms = new Map<WorkshopId, Map<string, Room | TextRoom>>();
  const boardSockets = socketsUpTo(MAX_BOARD_FRAME);
  const textSockets = socketsUpTo(MAX_TEXT_FRAME);
  let closing: Promise<void> | null = null;

  const heartbeat = setInterval(() => {
    for (const connection of allConnections()) {
      if (connection.isAlive) connection.ping();
      else connection.terminate();
    }
  }, PING_MS);
  heartbeat.unref();

  function socketsUpTo(maxPayload: number): WebSocketServer {
    const sockets = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false });
    sockets.on('error', (error) => log.error({ err: error }, 'sync server failed'));
    return sockets;
  }

  function allRooms(): (Room | TextRoom)[] {
    return [...rooms.values()].flatMap((documents) => [...documents.values()]);
  }

  function allConnections(): Connection[] {
    return allRooms().flatMap((room) => [...room.connections]);
  }

  async function receive(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    address: Address,
  ): Promise<void> {
    const admission = await admit(request, address, { house, doorkeeper });
    const text = await textOf(admission);
    if (closing !== null) return hangUp(socket, '503 Service Unavailable');
    const sockets = text === null ? boardSockets : textSockets;
    sockets.handleUpgrade(request, socket, head, (accepted) => settle(accepted, admission, text));
  }

  /** Loaded before the upgrade: a frame must not find a text that is still being read. */
  async function textOf(admission: Admission): Promise<OpenText | null> {
    if (admission.is === 'refused' || admission.proposalId === null) return null;
    return texts.open(admission.workshop, admission.proposalId);
  }

  function settle(accepted: WebSocket, admission: Admission, text: OpenText | null): void {
    accepted.on('error', () => accepted.terminate());
    if (admission.is === 'refused') {
      metrics.turnedAway('sync', String(admission.code));
      accepted.close(admission.code, admission.reason);
      return;
    }
    const { workshop, visitor } = admission;
    (text === null ? boardRoomOf(workshop) : textRoomOf(text)).enter(accepted, visitor);
  }

  function boardRoomOf(workshop: OpenWorkshop): Room | TextRoom {
    return roomOf(workshop.id, BOARD_DOCUMENT, (left) => {
      const release = house.hold(workshop);
      const emptied = (): void => {
        left();
        release();
      };
      return new Room({ workshop, clock, log, metrics, emptied });
    });
  }

  function textRoomOf(text: OpenText): Room | TextRoom {
    return roomOf(text.workshop.id, text.proposalId, (left) => {
      const release = texts.hold(text);
      const emptied = (): void => {
        left();
        release();
      };
      return new TextRoom({ text, clock, log, metrics, emptied });
    });
  }

  function roomOf(
    workshopId: WorkshopId,
    document: string,
    make: (left: () => void) => Room | TextRoom,
  ): Room | TextRoom {
    const documents = rooms.get(workshopId) ?? new Map<string, Room | TextRoom>();
    const present = documents.get(document);
    if (present !== undefined) return present;
    const made = make(() => {
      documents.delete(document);
      if (documents.size === 0) rooms.delete(workshopId);
    });
    documents.set(document, made);
    rooms.set(workshopId, documents);
    return made;
  }

  async function closeAll(): Promise<void> {
    clearInterval(heartbeat);
    for (const connection of allConnections()) {
      const retryAfter = Math.floor(Math.random() * RETURN_SPREAD_MS);
      connection.close(CLOSE.restarting, JSON.stringify({ retryAfter }));
    }
    const both = [boardSockets, textSockets];
    const late = setTimeout(() => {
      for (const socket of both.flatMap(({ clients }) => [...clients])) socket.terminate();
    }, CLOSING_MS);
    await Promise.all(
      both.map((sockets) => new Promise<void>((resolve) => sockets.close(() => resolve()))),
    );
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
      for (const { connections } of rooms.get(workshopId)?.values() ?? []) {
        endSession(connections, seatId, tokenHash);
      }
    },

    tokenRotated(tokenHash, nextTokenHash) {
      followToken(allConnections(), tokenHash, nextTokenHash);
    },

    endExpired: () => endExpired(allConnections(), doorkeeper),

    count() {
      return { rooms: allRooms().length, connections: allConnections().length };
    },

    close() {
      closing ??= closeAll();
      return closing;
    },
  };
}
