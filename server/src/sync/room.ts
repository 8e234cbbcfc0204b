import { BOARD_DOCUMENT, CLOSE } from '@tavolo/protocol';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import type { Limits } from '../limits.ts';
import type { Metrics } from '../metrics.ts';
import type { Attendance } from '../people/attendance.ts';
import type { Visitor } from '../people/contract.ts';
import type { Change, OpenWorkshop } from '../workshop/contract.ts';
import { type BoardFeed, openBoardFeed } from './board-feed.ts';
import { boardManners } from './board-presence.ts';
import { Connection } from './connection.ts';
import type { Frame } from './frames.ts';
import type { FullSends } from './full-sends.ts';
import { PresenceBoard } from './presence.ts';

export interface RoomOptions {
  readonly workshop: OpenWorkshop;
  readonly clock: () => number;
  readonly attendance: Attendance;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly limits: Limits;
  readonly fullSends: FullSends;
  /** The last one has left. */
  readonly emptied: () => void;
}

export class Room {
  readonly #connections = new Set<Connection>();
  readonly #options: RoomOptions;
  readonly #feed: BoardFeed;
  readonly #presence: PresenceBoard;
  readonly #unsubscribe: () => void;

  constructor(options: RoomOptions) {
    const { workshop, clock, limits, fullSends } = options;
    this.#options = options;
    this.#feed = openBoardFeed({
      workshop,
      connections: this.#connections,
      fullSends,
      limits,
    });
    this.#presence = new PresenceBoard({
      manners: boardManners(workshop),
      connections: this.#connections,
      clock,
      document: BOARD_DOCUMENT,
      attendance: options.attendance,
    });
    this.#unsubscribe = workshop.subscribe((change) => this.#changed(change));
  }

  get connections(): ReadonlySet<Connection> {
    return this.#connections;
  }

  enter(socket: WebSocket, visitor: Visitor): void {
    const { clock, limits } = this.#options;
    const connection: Connection = new Connection(socket, visitor, {
      of: 'board',
      clock,
      limits,
      frame: (frame) => this.#heard(connection, frame),
      closed: () => this.#left(connection),
      failed: (error) => this.#failed(error),
      denied: (reason) => this.#options.metrics.turnedAway('board', reason),
    });
    this.#connections.add(connection);
    this.#presence.enter(connection);
  }

  #heard(connection: Connection, frame: Frame): void {
    switch (frame.is) {
      case 'step1':
        this.#feed.answer(connection, frame.vector).catch((error: unknown) => {
          this.#failed(error);
          connection.close(CLOSE.serverError, 'the board could not be read');
        });
        return;
      case 'write':
        // The board is written by decisions alone. The stock client's empty answers are manners.
        if (!frame.empty) connection.deny('read-only');
        return;
      case 'presence':
        this.#presence.hear(connection, frame.lines);
        return;
      case 'presence-query':
        this.#presence.sendAll(connection);
        return;
    }
  }

  #left(connection: Connection): void {
    this.#connections.delete(connection);
    this.#options.fullSends.forget(connection);
    this.#presence.leave(connection);
    if (this.#connections.size > 0) return;
    this.#feed.close();
    this.#presence.close();
    this.#unsubscribe();
    this.#options.emptied();
  }

  #changed({ before, after }: Change): void {
    if (after.phase === 'write' && before.phase !== 'write') this.#presence.clear();
    if (after.seats === before.seats) return;
    for (const { visitor, close } of this.#each()) {
      if (!after.seats.has(visitor.seatId)) close();
    }
  }

  #each(): { visitor: Visitor; close: () => void }[] {
    return [...this.#connections].map((connection) => ({
      visitor: connection.visitor,
      close: () => connection.close(CLOSE.unauthorised, 'the session has ended'),
    }));
  }

  #failed(error: unknown): void {
    this.#options.log.error({ workshop: this.#options.workshop.id, err: error }, 'sync failed');
  }
}
