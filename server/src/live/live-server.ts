/**
 * The live channel: commands up, each seat's own feeds down, by socket.io at `/live`.
 * Opened by `app.ts` on the HTTP server; knows the house and the door, and nothing of
 * `http` or `sync`.
 */
import type { Server as HttpServer } from 'node:http';
import type { SeatId, WorkshopId } from '@tavolo/model';
import { LIVE_PATH, MAX_BOARD_FRAME } from '@tavolo/protocol';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import type { Metrics } from '../metrics.ts';
import type { Doorkeeper } from '../people/contract.ts';
import type { House } from '../workshop/contract.ts';
import { admit, ConnectRefused } from './admission.ts';
import { watchBacklog } from './backlog.ts';
import { openCommands } from './commands.ts';
import type { LiveIo, LiveSocket } from './sockets.ts';
import { Stage } from './stage.ts';

/** One for each tab, and a person has a few tabs and devices. */
export const MAX_SOCKETS_PER_SEAT = 20;
/** A socket that never says which workshop it wants is closed. */
const HANDSHAKE_MS = 10_000;
/** Below the half minute after which venue routers forget a silent connection. */
const PING_MS = 25_000;

export interface LiveServerOptions {
  readonly server: HttpServer;
  readonly house: House;
  readonly doorkeeper: Doorkeeper;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** The origin people are told; known once the port is. */
  readonly origin: () => string;
}

export interface LiveServer {
  /** People with at least one open tab. */
  present(workshopId: WorkshopId): number;
  /** Ends what one session has open, at once. */
  leaveSeat(workshopId: WorkshopId, seatId: SeatId, tokenHash: string): void;
  /** The browser's token was changed; its sockets stay open under the new one. */
  tokenRotated(tokenHash: string, nextTokenHash: string): void;
  /** Ends the connections whose session is over; what was used since the last time is prolonged. */
  endExpired(): Promise<void>;
  /** Stages and connections, for metrics. */
  count(): { readonly stages: number; readonly connections: number };
  /** Closes all connections and takes no more; leaves the HTTP server open. */
  close(): Promise<void>;
}

export function openLiveServer(options: LiveServerOptions): LiveServer {
  const { server, house, doorkeeper, log, metrics, clock, origin } = options;
  const stages = new Map<WorkshopId, Stage>();
  const answer = openCommands({ clock, log, metrics });
  let closed = false;

  const io: LiveIo = new Server(server, {
    path: LIVE_PATH,
    transports: ['websocket'],
    serveClient: false,
    // Other upgrades of this server are the sync server's.
    destroyUpgrade: false,
    maxHttpBufferSize: MAX_BOARD_FRAME,
    perMessageDeflate: false,
    connectTimeout: HANDSHAKE_MS,
    pingInterval: PING_MS,
    allowRequest: (request, decide) => {
      decide(null, !closed && doorkeeper.originAllowed(request, 'upgrade'));
    },
  });

  io.use((socket, next) => {
    admit(socket, { house, doorkeeper }).then(
      ({ workshop, visitor }) => {
        const own = stages.get(workshop.id)?.socketsOf(visitor.seatId) ?? [];
        if (closed || own.length >= MAX_SOCKETS_PER_SEAT) {
          metrics.turnedAway('live', 'busy');
          next(new Error('busy'));
          return;
        }
        socket.data.workshop = workshop;
        socket.data.visitor = visitor;
        socket.data.used = false;
        next();
      },
      (error: unknown) => {
        if (!(error instanceof ConnectRefused)) {
          log.error({ err: error }, 'a live connection failed to open');
        }
        metrics.turnedAway('live', error instanceof ConnectRefused ? error.data.kind : 'busy');
        next(error instanceof ConnectRefused ? error : new Error('busy'));
      },
    );
  });

  io.on('connection', (socket) => {
    const { workshop } = socket.data;
    socket.on('command', (commands, reply) => {
      // A command whose answer nobody waits for is not one: it could not be told of a refusal.
      if (typeof reply !== 'function') return;
      socket.data.used = true;
      answer(workshop, socket.data.visitor.seatId, commands).then(reply, (error: unknown) => {
        log.error({ workshop: workshop.id, err: error }, 'a command was not answered');
      });
    });
    const stage = stageOf(socket);
    // Again: of many that knock in the same moment, all were let in before the first was here.
    if (stage.socketsOf(socket.data.visitor.seatId).length >= MAX_SOCKETS_PER_SEAT) {
      socket.disconnect(true);
      return;
    }
    watchBacklog(socket.conn);
    stage.enter(socket);
  });

  function stageOf(socket: LiveSocket): Stage {
    const { workshop } = socket.data;
    const present = stages.get(workshop.id);
    if (present !== undefined) return present;
    const release = house.hold(workshop);
    const emptied = (): void => {
      stages.delete(workshop.id);
      release();
    };
    const saves = () => house.saving.status.saves;
    const failed = (error: unknown) =>
      log.error({ workshop: workshop.id, err: error }, 'a ballot could not be read');
    const stage = new Stage({ workshop, clock, origin, saves, failed, emptied });
    stages.set(workshop.id, stage);
    return stage;
  }

  const stopTelling = house.saving.subscribe(({ saves }) => void io.emit('saving', { saves }));

  return {
    present: (workshopId) => stages.get(workshopId)?.present ?? 0,

    leaveSeat(workshopId, seatId, tokenHash) {
      stages.get(workshopId)?.leaveSeat(seatId, tokenHash);
    },

    tokenRotated(tokenHash, nextTokenHash) {
      for (const stage of stages.values()) stage.tokenRotated(tokenHash, nextTokenHash);
    },

    async endExpired() {
      for (const stage of [...stages.values()]) await stage.endExpired(doorkeeper);
    },

    count() {
      let connections = 0;
      for (const stage of stages.values()) connections += stage.size;
      return { stages: stages.size, connections };
    },

    async close() {
      if (closed) return;
      closed = true;
      stopTelling();
      io.disconnectSockets(true);
      // Not io.close(): that would close the HTTP server, which is not ours.
      io.engine.close();
    },
  };
}
