/**
 * The port, before anything is known of who knocks: what a connection costs until it has
 * said what it wants, and how long it may take to say it. `app.ts` opens it and hands every
 * whole request and upgrade to the doors behind.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Allowances } from './allowances.ts';
import type { Log } from './log.ts';

/** How often Node looks for connections that take too long. */
const LOOK_MS = 1_000;
/** After an answer, until the browser's next question. */
const KEEP_ALIVE_MS = 5_000;
/** A peer that takes nothing of its answer for so long is gone. */
const DEAF_MS = 60_000;
/** How long a peer may take to answer a close when the program ends. */
const CLOSING_MS = 1_000;
/** How long answers may take that are under way when the program ends. */
const FINISHING_MS = 5_000;

export interface FrontOptions {
  readonly allowances: Allowances;
  readonly log: Log;
  readonly request: RequestListener;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export interface Front {
  readonly server: Server;
  /** Resolves once every question that was asked has been answered, or takes too long. */
  finished(): Promise<void>;
  close(): Promise<void>;
}

export function openFront({ allowances, log, request, upgrade }: FrontOptions): Front {
  const { limits, undecided } = allowances;
  const peers = new Set<Socket>();
  let underWay = 0;
  let idle: (() => void) | null = null;

  const server = createServer(
    {
      headersTimeout: limits.undecidedMs,
      requestTimeout: limits.requestMs,
      connectionsCheckingInterval: LOOK_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    (req, res) => {
      underWay += 1;
      const { socket } = req;
      if (hasBody(req)) req.once('end', () => undecided.settle(socket));
      else undecided.settle(socket);
      res.once('close', () => {
        underWay -= 1;
        if (underWay === 0) idle?.();
        // What it wants next it has not said.
        if (!socket.destroyed) undecided.add(socket);
      });
      request(req, res);
    },
  );
  server.maxHeadersCount = limits.headers;
  server.timeout = DEAF_MS;
  // From then on an error is a connection that cannot be taken (no file left to open): no
  // reason to end. Before it, whoever listens is told why the port cannot be had.
  server.on('listening', () => {
    server.on('error', (error) => log.error({ err: error }, 'a connection could not be taken'));
  });
  server.on('connection', (socket) => {
    peers.add(socket);
    undecided.add(socket);
    socket.on('close', () => peers.delete(socket));
  });
  server.on('upgrade', upgrade);

  return {
    server,

    finished() {
      if (underWay === 0) return Promise.resolve();
      return new Promise((resolve) => {
        const late = setTimeout(resolve, FINISHING_MS);
        idle = () => {
          clearTimeout(late);
          resolve();
        };
      });
    },

    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      // Who has been upgraded is not among those; who does not answer a close is cut off.
      const late = setTimeout(() => {
        for (const socket of peers) socket.destroy();
      }, CLOSING_MS);
      await closed;
      clearTimeout(late);
    },
  };
}

function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}
