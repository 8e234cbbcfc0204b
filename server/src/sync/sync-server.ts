/**
 * Sync sockets: boards and texts by the y-websocket protocol, for whoever has a seat. Called by
 * `app.ts` with every upgrade of the HTTP server; knows the house, the door, and nothing
 * of `http` or `live`.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SeatId, WorkshopId } from '@tavolo/model';
import { BOARD_DOCUMENT, CLOSE } from '@tavolo/protocol';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Allowances } from '../allowances.ts';
import { hangUp } from '../hang-up.ts';
import { PING_MS, RETURN_SPREAD_MS } from '../limits.ts';
import type { Metrics } from '../metrics.ts';
import type { Attendance } from '../people/attendance.ts';
import type { Doorkeeper } from '../people/contract.ts';
import { socketBounds } from '../socket-bounds.ts';
import { BrokenText } from '../storage/errors.ts';
import type { OpenText, Texts } from '../texts/contract.ts';
import type { House, OpenWorkshop } from '../workshop/contract.ts';
import { type Address, readAddress } from './address.ts';
import { type Admission, admit, damaged } from './admission.ts';
import type { Connection } from './connection.ts';
import { FullSends } from './full-sends.ts';
import { Room } from './room.ts';
import { endExpired, endSession, followToken } from './session-ends.ts';
import { TextRoom } from './text-room.ts';

/** How long a peer may take to answer a close when the server stops. */
const CLOSING_MS = 1_000;

export interface SyncServerOptions {
  readonly house: House;
  readonly texts: Texts;
  readonly doorkeeper: Doorkeeper;
  readonly attendance: Attendance;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly allowances: Allowances;
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
  /** Before the end: takes no more connections and no more words; answers still go out. */
  quiet(): void;
  /** Rooms and connections, for metrics. */
  count(): { readonly rooms: number; readonly connections: number };
  close(): Promise<void>;
}

export function openSyncServer(options: SyncServerOptions): SyncServer {
  const { house, texts, doorkeeper, attendance, log, metrics, clock, allowances } = options;
  const around = { attendance, clock, log, metrics, limits: allowances.limits };
  const { limits, sockets: seatSockets, undecided } = allowances;
  const fullSends = new FullSends(limits);
  /** By workshop, then by document. */
  const rooms = new Map<WorkshopId, Map<string, Room | TextRoom>>();
  const boardSockets = socketsUpTo(limits.boardFrame);
  const textSockets = socketsUpTo(limits.textFrame);
  let isQuiet = false;
  let closing: Promise<void> | null = null;

  const heartbeat = setInterval(() => {
    for (const connection of allConnections()) {
      if (connection.isAlive) connection.ping();
      else connection.terminate();
    }
  }, PING_MS);
  heartbeat.unref();

  function socketsUpTo(maxPayload: number): WebSocketServer {
    const sockets = new WebSocketServer({
      ...socketBounds(limits),
      noServer: true,
      maxPayload,
    });
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
    const asked = await admit(request, address, { house, doorkeeper });
    const { admission, text } = await withText(asked);
    if (isQuiet) return hangUp(socket, '503 Service Unavailable');
    const sockets = text === null ? boardSockets : textSockets;
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      if (settle(accepted, admission, text)) undecided.settle(socket);
    });
  }

  /** Loaded before the upgrade: a frame must not find a text that is still being read. */
  async function withText(admission: Admission): Promise<{
    readonly admission: Admission;
    readonly text: OpenText | null;
  }> {
    if (admission.is === 'refused' || admission.textName === null) {
      return { admission, text: null };
    }
    try {
      return { admission, text: await texts.open(admission.workshop, admission.textName) };
    } catch (error) {
      if (!(error instanceof BrokenText)) throw error;
      const { key, n, reason } = error;
      const about = { workshop: key.workshopId, document: key.name, n, reason };
      log.error(about, 'the log of a text is broken');
      return { admission: damaged(), text: null };
    }
  }

  /** Whether it was let in. */
  function settle(accepted: WebSocket, admission: Admission, text: OpenText | null): boolean {
    accepted.on('error', () => accepted.terminate());
    if (admission.is === 'refused') {
      metrics.turnedAway('sync', String(admission.code));
      accepted.close(admission.code, admission.reason);
      return false;
    }
    const { workshop, visitor } = admission;
    const countOff = seatSockets.enter(visitor.seatId);
    if (countOff === null) {
      metrics.turnedAway('sync', 'too-many-sockets');
      accepted.close(CLOSE.policy, 'too many connections of one seat');
      return false;
    }
    accepted.on('close', countOff);
    (text === null ? boardRoomOf(workshop) : textRoomOf(text)).enter(accepted, visitor);
    return true;
  }

  function boardRoomOf(workshop: OpenWorkshop): Room | TextRoom {
    return roomOf(workshop.id, BOARD_DOCUMENT, (left) => {
      const release = house.hold(workshop);
      const emptied = (): void => {
        left();
        release();
      };
      return new Room({ ...around, workshop, fullSends, emptied });
    });
  }

  function textRoomOf(text: OpenText): Room | TextRoom {
    return roomOf(text.workshop.id, text.name, (left) => {
      const release = texts.hold(text);
      const emptied = (): void => {
        left();
        release();
      };
      return new TextRoom({ ...around, text, fullSends, emptied });
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
      if (documents.size === 0 && rooms.get(workshopId) === documents) rooms.delete(workshopId);
    });
    documents.set(document, made);
    rooms.set(workshopId, documents);
    return made;
  }

  const stopLetting = house.whenLost(({ id }) => {
    const documents = rooms.get(id);
    // Who comes back finds a room of the workshop that was read anew.
    rooms.delete(id);
    for (const room of documents?.values() ?? []) {
      for (const connection of [...room.connections]) sendBack(connection);
    }
  });

  /** It comes again after a while of its own. */
  function sendBack(connection: Connection): void {
    const retryAfter = Math.floor(Math.random() * RETURN_SPREAD_MS);
    connection.close(CLOSE.restarting, JSON.stringify({ retryAfter }));
  }

  function quiet(): void {
    if (isQuiet) return;
    isQuiet = true;
    for (const connection of allConnections()) connection.stopReading();
  }

  async function closeAll(): Promise<void> {
    clearInterval(heartbeat);
    stopLetting();
    for (const connection of allConnections()) sendBack(connection);
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
      if (isQuiet) hangUp(socket, '503 Service Unavailable');
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

    quiet,

    close() {
      quiet();
      closing ??= closeAll();
      return closing;
    },
  };
}
