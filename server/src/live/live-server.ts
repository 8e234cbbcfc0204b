/**
 * The live channel: commands up, each seat's own feeds down, by socket.io at `/live`.
 * Opened by `app.ts` on the HTTP server; knows the house and the door, and nothing of
 * `http` or `sync`.
 */
import type { Server as HttpServer } from 'node:http';
import type { SeatId, WorkshopId } from '@tavolo/model';
import { CLOSE, LIVE_PATH } from '@tavolo/protocol';
import type { Logger } from 'pino';
import { Server } from 'socket.io';
import type { Allowances } from '../allowances.ts';
import { HANDSHAKE_MS, PING_MS, RETURN_SPREAD_MS } from '../limits.ts';
import type { Metrics } from '../metrics.ts';
import type { Attendance } from '../people/attendance.ts';
import type { Doorkeeper } from '../people/contract.ts';
import type { House } from '../workshop/contract.ts';
import { admit, ConnectRefused } from './admission.ts';
import { openCommands } from './commands.ts';
import { hangUpWith, liveSocketsWith, watchBacklog, watchPace } from './line.ts';
import type { LiveIo, LiveSocket } from './sockets.ts';
import { Stage } from './stage.ts';

export interface LiveServerOptions {
  readonly server: HttpServer;
  readonly house: House;
  readonly doorkeeper: Doorkeeper;
  readonly attendance: Attendance;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly allowances: Allowances;
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
  /** Before the end: takes no more connections and no more commands; answers still go out. */
  quiet(): void;
  /** Closes all connections and takes no more; leaves the HTTP server open. */
  close(): Promise<void>;
}

export function openLiveServer(options: LiveServerOptions): LiveServer {
  const { server, house, doorkeeper, attendance, log, metrics, clock, origin, allowances } =
    options;
  const { limits, sockets: seatSockets, undecided } = allowances;
  const stages = new Map<WorkshopId, Stage>();
  const answer = openCommands({
    rate: allowances.commands,
    nodesOf: attendance.nodesOf,
    isQuiet: () => isQuiet,
    log,
    metrics,
  });
  let isQuiet = false;
  let closed = false;

  const io: LiveIo = new Server(server, {
    path: LIVE_PATH,
    transports: ['websocket'],
    serveClient: false,
    // Other upgrades of this server are the sync server's.
    destroyUpgrade: false,
    maxHttpBufferSize: limits.boardFrame,
    wsEngine: liveSocketsWith(limits),
    connectTimeout: HANDSHAKE_MS,
    pingInterval: PING_MS,
    allowRequest: (request, decide) => {
      decide(null, !isQuiet && doorkeeper.originAllowed(request, 'upgrade'));
    },
  });

  io.use((socket, next) => {
    admit(socket, { house, doorkeeper }).then(
      ({ workshop, visitor }) => {
        // Counted from here on: of many that knock in the same moment, the last are too many.
        const countOff = isQuiet ? null : seatSockets.enter(visitor.seatId);
        if (countOff === null) {
          metrics.turnedAway('live', 'busy');
          next(new Error('busy'));
          return;
        }
        // It may have gone while the store was asked.
        if (socket.conn.readyState === 'open') socket.conn.once('close', countOff);
        else countOff();
        undecided.settle(socket.request.socket);
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
    watchBacklog(socket.conn, limits);
    watchPace(socket.conn, limits.livePackets, clock);
    stageOf(socket).enter(socket);
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
    const stage = new Stage({ workshop, attendance, clock, origin, saves, failed, emptied });
    stages.set(workshop.id, stage);
    return stage;
  }

  const stopTelling = house.saving.subscribe(({ saves }) => void io.emit('saving', { saves }));

  const stopLetting = house.whenLost(({ id }) => {
    for (const socket of io.of('/').sockets.values()) {
      if (socket.data.workshop.id === id) sendBack(socket);
    }
  });

  /** It comes again after a while of its own. */
  function sendBack(socket: LiveSocket): void {
    const retryAfter = Math.floor(Math.random() * RETURN_SPREAD_MS);
    hangUpWith(socket.conn, CLOSE.restarting, JSON.stringify({ retryAfter }));
  }

  return {
    present: (workshopId) =>
      stages.get(workshopId)?.present ?? attendance.elsewhere(workshopId).size,

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

    quiet() {
      isQuiet = true;
    },

    async close() {
      if (closed) return;
      closed = true;
      stopTelling();
      stopLetting();
      isQuiet = true;
      for (const socket of io.of('/').sockets.values()) {
        sendBack(socket);
      }
      // Not io.close(): that would close the HTTP server, which is not ours.
      io.engine.close();
    },
  };
}
