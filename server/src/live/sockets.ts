import type { ClientToServer, ServerToClient } from '@tavolo/protocol';
import type { Server, Socket } from 'socket.io';
import type { Visitor } from '../people/contract.ts';
import type { OpenWorkshop } from '../workshop/contract.ts';

/** Set by the admission, before the connection is told of. */
export interface SocketData {
  workshop: OpenWorkshop;
  visitor: Visitor;
  /** A command came since the last look at its session. */
  used: boolean;
}

/** No server-side events: each node feeds its own sockets from the log. */
type NoEvents = Record<never, never>;

export type LiveSocket = Socket<ClientToServer, ServerToClient, NoEvents, SocketData>;
export type LiveIo = Server<ClientToServer, ServerToClient, NoEvents, SocketData>;
