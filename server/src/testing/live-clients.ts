/** For tests: a live connection of a person, with everything that came over it. */
import type { Ballot, Command } from '@tavolo/model';
import {
  type Answer,
  type ClientToServer,
  type ConnectRefusal,
  type CountsFeed,
  type Hello,
  LIVE_PATH,
  type MineFeed,
  PROTOCOL_VERSION,
  type QueueFeed,
  type RosterFeed,
  type ServerToClient,
} from '@tavolo/protocol';
import { io, type Socket } from 'socket.io-client';
import type { Venue } from './venue.ts';

export interface LiveClient {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  /** Raw packets, as text. */
  readonly packets: string[];
  /** The latest of each feed; undefined while none has come. */
  readonly got: {
    hello?: Hello;
    mine?: MineFeed;
    queue?: QueueFeed | null;
    roster?: RosterFeed | null;
    counts?: CountsFeed;
    ballot?: Ballot | null;
    ended?: true;
  };
  send(commands: readonly Command[]): Promise<readonly Answer[]>;
  sendRaw(commands: unknown): Promise<unknown>;
  leave(): void;
}

export interface LiveClientOptions {
  readonly workshop?: string;
  readonly version?: number | string;
}

function dial(
  venue: Venue,
  headers: Readonly<Record<string, string>>,
  options: LiveClientOptions,
): Socket<ServerToClient, ClientToServer> {
  return io(venue.origin, {
    path: LIVE_PATH,
    transports: ['websocket'],
    query: {
      workshop: options.workshop ?? venue.workshop.id,
      version: String(options.version ?? PROTOCOL_VERSION),
    },
    extraHeaders: { ...headers },
    forceNew: true,
    reconnection: false,
  });
}

export function liveClient(venue: Venue, headers: Readonly<Record<string, string>>): LiveClient {
  const socket = dial(venue, headers, {});
  const packets: string[] = [];
  const got: LiveClient['got'] = {};
  socket.io.on('open', () => {
    socket.io.engine.on('packet', ({ data }: { data?: unknown }) => packets.push(String(data)));
  });
  socket.on('hello', (hello) => {
    got.hello = hello;
  });
  socket.on('mine', (feed) => {
    got.mine = feed;
  });
  socket.on('queue', (feed) => {
    got.queue = feed;
  });
  socket.on('roster', (feed) => {
    got.roster = feed;
  });
  socket.on('counts', (feed) => {
    got.counts = feed;
  });
  socket.on('ballot', (feed) => {
    got.ballot = feed;
  });
  socket.on('ended', () => {
    got.ended = true;
  });
  const sendRaw = (commands: unknown): Promise<unknown> =>
    new Promise((resolve) => socket.emit('command', commands, resolve));
  return {
    socket,
    packets,
    got,
    send: async (commands) => (await sendRaw(commands)) as readonly Answer[],
    sendRaw,
    leave: () => {
      socket.disconnect();
    },
  };
}

/** Why a connection was not taken: our refusal, or the transport's own error. */
export function refusedConnection(
  venue: Venue,
  headers: Readonly<Record<string, string>>,
  options: LiveClientOptions = {},
): Promise<ConnectRefusal | Error> {
  const socket = dial(venue, headers, options);
  return new Promise((resolve, reject) => {
    socket.on('connect', () => {
      socket.disconnect();
      reject(new Error('it was taken'));
    });
    socket.on('connect_error', (error: Error & { data?: ConnectRefusal }) => {
      socket.disconnect();
      resolve(error.data ?? error);
    });
  });
}
