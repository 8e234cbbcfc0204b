/**
 * The live channel: commands go up with their answers, this seat's own feeds come down.
 * socket.io's buffering is never used: what has no connection waits in the outbox, which
 * knows what was sent and what was answered.
 */
import type { Ballot, Command } from '@tavolo/model';
import {
  type Answer,
  CLOSE,
  type ClientToServer,
  type ConnectRefusal,
  type CountsFeed,
  type Hello,
  LIVE_PATH,
  type MineFeed,
  PROTOCOL_VERSION,
  type QueueFeed,
  type RosterFeed,
  type SavingFeed,
  type ServerToClient,
} from '@tavolo/protocol';
import { io, type Socket } from 'socket.io-client';
import { deviceClock } from './clock.ts';
import { type Loss, pauseAfter } from './redial.ts';

export interface LiveEvents {
  /** Connected; the feeds follow. */
  up(hello: Hello): void;
  /** Not, or no longer, connected; it goes on trying. */
  down(): void;
  mine(feed: MineFeed): void;
  queue(feed: QueueFeed | null): void;
  roster(feed: RosterFeed | null): void;
  counts(feed: CountsFeed): void;
  /** One's own ballot in the open round; null: no round is open. */
  ballot(feed: Ballot | null): void;
  /** The code was changed: this one lets people in from now on. */
  code(joinCode: string): void;
  saving(feed: SavingFeed): void;
  /** The server will not have us; it has stopped trying. */
  refused(refusal: ConnectRefusal): void;
  /** The session has ended; it has stopped trying. */
  ended(): void;
}

export interface Live {
  /** Sends one frame. False where there is no connection: nothing was sent then. */
  send(commands: readonly Command[], answered: (answers: readonly Answer[]) => void): boolean;
  /** Dials again: every connection starts with all feeds whole. */
  redial(): void;
  /** May be called twice. */
  close(): void;
}

export interface LiveOptions {
  readonly workshopId: string;
  /** For callers outside a browser. */
  readonly origin?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function openLive(options: LiveOptions, events: LiveEvents): Live {
  const socket: Socket<ServerToClient, ClientToServer> = io(options.origin ?? '', {
    path: LIVE_PATH,
    transports: ['websocket'],
    query: { workshop: options.workshopId, version: String(PROTOCOL_VERSION) },
    ...(options.headers === undefined ? {} : { extraHeaders: { ...options.headers } }),
    // Every room has a connection of its own; two pages of one tab never share one.
    forceNew: true,
    reconnectionDelay: 400,
    reconnectionDelayMax: 10_000,
    // A whole room comes back after a restart: half of each delay is random.
    randomizationFactor: 0.5,
    timeout: 8_000,
  });
  // Connected in socket.io's sense is not enough: `hello` proves that the server took us.
  let greeted = false;
  /** To connect, since the server last took us. */
  let tries = 0;
  let stopWaiting = (): void => undefined;

  const down = () => {
    greeted = false;
    events.down();
  };
  const connectLater = (loss: Omit<Loss, 'tries'>) => {
    stopWaiting();
    stopWaiting = deviceClock.after(pauseAfter({ ...loss, tries }, Math.random()), () =>
      socket.connect(),
    );
    tries += 1;
  };
  socket.on('hello', (hello) => {
    greeted = true;
    tries = 0;
    events.up(hello);
  });
  socket.on('mine', (feed) => events.mine(feed));
  socket.on('queue', (feed) => events.queue(feed));
  socket.on('roster', (feed) => events.roster(feed));
  socket.on('counts', (feed) => events.counts(feed));
  socket.on('ballot', (feed) => events.ballot(feed));
  socket.on('code', (joinCode) => events.code(joinCode));
  socket.on('saving', (feed) => events.saving(feed));
  socket.on('ended', () => {
    socket.disconnect();
    events.ended();
  });
  socket.on('disconnect', (reason, details) => {
    down();
    const loss = lossOf(details);
    // A server that has sent us away says when it wants to see us; and after a disconnect of
    // its own socket.io does not dial by itself.
    if (reason !== 'io server disconnect' && loss === null) return;
    socket.disconnect();
    connectLater(loss ?? UNTOLD);
  });
  socket.on('connect_error', (error) => {
    const refusal = connectRefusal(error);
    if (refusal === null) {
      down();
      // The server was reached and is busy, or this seat has too many lines at the moment:
      // socket.io tries again by itself only where nothing was reached.
      if (!socket.active) connectLater(UNTOLD);
      return;
    }
    socket.disconnect();
    events.refused(refusal);
  });

  return {
    send(commands, answered) {
      if (!greeted || !socket.connected) return false;
      socket.emit('command', commands, (answers) => {
        answered(Array.isArray(answers) ? answers : commands.map(() => answers as Answer));
      });
      return true;
    },
    redial() {
      stopWaiting();
      socket.disconnect();
      socket.connect();
    },
    close() {
      stopWaiting();
      socket.removeAllListeners();
      socket.disconnect();
    },
  };
}

const UNTOLD = { code: 1006, reason: '' };

/** What the server said when it ended the line; null where the line was lost without a word. */
function lossOf(details: unknown): Omit<Loss, 'tries'> | null {
  const { context } = (details ?? {}) as { readonly context?: Partial<CloseEvent> };
  const { code, reason = '' } = context ?? {};
  const said = code === CLOSE.restarting || code === CLOSE.tooSlow || code === CLOSE.policy;
  return said ? { code, reason } : null;
}

function connectRefusal(error: Error): ConnectRefusal | null {
  const data = (error as Error & { data?: unknown }).data;
  if (typeof data !== 'object' || data === null || !('kind' in data)) return null;
  return data as ConnectRefusal;
}
