/**
 * One text and everybody connected to it. What people type goes through the text's own
 * queue: on the disk first, then acknowledged to who wrote it (message 8), then shown to
 * the others. Made by the first who comes, gone with the last who leaves.
 */
import type { SeatId } from '@tavolo/model';
import { CLOSE } from '@tavolo/protocol';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Limits } from '../limits.ts';
import type { Metrics } from '../metrics.ts';
import type { Attendance } from '../people/attendance.ts';
import type { Visitor } from '../people/contract.ts';
import type { OpenText, TextChange, Writer, Written } from '../texts/contract.ts';
import type { GateRule } from '../texts/gate.ts';
import { mayWriteText } from '../texts/rights.ts';
import { subjectOf } from '../texts/subject.ts';
import type { Change } from '../workshop/contract.ts';
import { Connection } from './connection.ts';
import { acknowledgedFrame, type Frame, step1Frame, step2Frame, updateFrame } from './frames.ts';
import type { FullSends } from './full-sends.ts';
import { PresenceBoard } from './presence.ts';
import { textManners } from './text-presence.ts';

/** Frames of one connection that may be under way before no more are read from it. */
const BUSY_AT = 64;

/** What an honest client sends after a frame of its own was lost: it is asked for the rest. */
const AFTER_A_LOSS: readonly GateRule[] = ['gap', 'unknown-reference', 'future-delete'];

/** A connection, and how far it has come. */
interface Line {
  readonly connection: Connection;
  readonly writer: Writer;
  /** As it was told by the way it is served; when it changes, the connection begins anew. */
  readonly mayWrite: boolean;
  /** Frames that wanted to write, empty ones counted. */
  received: number;
  underWay: number;
  /** A frame was missing before one that came: nothing is taken or acknowledged until all is there. */
  hasLost: boolean;
}

export interface TextRoomOptions {
  readonly text: OpenText;
  readonly clock: () => number;
  readonly attendance: Attendance;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly limits: Limits;
  readonly fullSends: FullSends;
  /** The last one has left. */
  readonly emptied: () => void;
}

export class TextRoom {
  readonly #lines = new Map<Connection, Line>();
  readonly #connections = new Set<Connection>();
  readonly #options: TextRoomOptions;
  readonly #presence: PresenceBoard;
  readonly #stops: readonly (() => void)[];

  constructor(options: TextRoomOptions) {
    const { text, clock } = options;
    this.#options = options;
    this.#presence = new PresenceBoard({
      manners: textManners(text),
      connections: this.#connections,
      clock,
      document: text.name,
      attendance: options.attendance,
    });
    this.#stops = [
      text.subscribe((change) => this.#show(change)),
      text.workshop.subscribe((change) => this.#changed(change)),
      text.reserving((client) => this.#presence.seatOf(client)),
    ];
  }

  get connections(): ReadonlySet<Connection> {
    return this.#connections;
  }

  enter(socket: WebSocket, visitor: Visitor): void {
    const { clock, limits } = this.#options;
    const connection: Connection = new Connection(socket, visitor, {
      of: 'text',
      clock,
      limits,
      frame: (frame) => this.#heard(connection, frame),
      closed: () => this.#left(connection),
      failed: (error) => this.#failed(error),
      denied: (reason) => this.#options.metrics.turnedAway('text', reason),
    });
    this.#connections.add(connection);
    const { seatId } = visitor;
    this.#lines.set(connection, {
      connection,
      writer: { seatId, isGone: () => connection.isTurnedAway },
      mayWrite: this.#mayWrite(seatId),
      received: 0,
      underWay: 0,
      hasLost: false,
    });
    this.#presence.enter(connection);
  }

  #heard(connection: Connection, frame: Frame): void {
    const line = this.#lines.get(connection);
    if (line === undefined) return;
    switch (frame.is) {
      case 'step1':
        this.#options.fullSends.ask(connection, (left) => {
          this.#answer(line, frame.vector, left).catch((error: unknown) => {
            left();
            this.#failed(error);
            connection.close(CLOSE.serverError, 'the text could not be read');
          });
        });
        return;
      case 'write':
        this.#take(line, frame);
        return;
      case 'presence':
        this.#presence.hear(connection, frame.lines);
        return;
      case 'presence-query':
        this.#presence.sendAll(connection);
        return;
    }
  }

  /** In turn with the changes: what comes after is sent as it comes. */
  #answer(line: Line, vector: ReadonlyMap<number, number>, left: () => void): Promise<void> {
    const { connection } = line;
    return this.#options.text.read((doc) => {
      if (!connection.isOpen || this.#isOfAnotherPast(line, vector, doc)) {
        left();
        const epoch = this.#options.text.workshop.textEpoch;
        connection.close(CLOSE.wrongEpoch, JSON.stringify({ epoch }));
        return;
      }
      // Who may only read is not asked: what they have would be refused. Asked first, so that a
      // page which has the text also knows whether it may write, however slow the network is.
      if (line.mayWrite) connection.sendUpdate(step1Frame(Y.encodeStateVector(doc)));
      const lacking = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(new Map(vector)));
      connection.sendDocument(step2Frame(lacking), left);
      connection.isSynced = true;
    });
  }

  /** A copy that knows more than we do of what others wrote does not come from this text. */
  #isOfAnotherPast(line: Line, vector: ReadonlyMap<number, number>, doc: Y.Doc): boolean {
    for (const [client, clock] of vector) {
      const known = Y.getState(doc.store, client);
      if (clock <= known) continue;
      const author = this.#options.text.authorOf(client);
      if (known > 0 && author !== line.writer.seatId) return true;
    }
    return false;
  }

  #take(line: Line, { whole, update }: Extract<Frame, { is: 'write' }>): void {
    line.received += 1;
    if (whole) line.hasLost = false;
    else if (line.hasLost) return;
    const number = line.received;
    line.underWay += 1;
    line.connection.setBusy(line.underWay >= BUSY_AT);
    const done = (written: Written): void => {
      line.underWay -= 1;
      line.connection.setBusy(line.underWay >= BUSY_AT);
      this.#settle(line, number, written);
    };
    this.#options.text.write({ writer: line.writer, update, done });
  }

  #settle(line: Line, number: number, written: Written): void {
    const { connection } = line;
    switch (written.is) {
      case 'kept':
        if (!line.hasLost) connection.sendUpdate(acknowledgedFrame(number));
        return;
      case 'passed-over':
        return;
      case 'forbidden':
        this.#options.metrics.turnedAway('text', 'forbidden');
        connection.close(CLOSE.forbidden, 'not, or no longer, allowed here');
        return;
      case 'failed':
        connection.close(CLOSE.serverError, 'not saved');
        return;
      case 'denied':
        if (AFTER_A_LOSS.includes(written.rule)) this.#askAgain(line, written.rule);
        else {
          this.#options.metrics.turnedAway('text', written.rule);
          connection.close(CLOSE.contentDenied, written.rule);
        }
        return;
    }
  }

  #askAgain(line: Line, rule: GateRule): void {
    line.hasLost = true;
    // Counted all the same: honest clients lose a frame seldom.
    line.connection.deny(rule);
    this.#options.text
      .read((doc) => line.connection.sendUpdate(step1Frame(Y.encodeStateVector(doc))))
      .catch((error: unknown) => {
        this.#failed(error);
        line.connection.close(CLOSE.serverError, 'the text could not be read');
      });
  }

  /** Nobody gets back what they wrote themselves; the rest goes in one frame. */
  #show(change: TextChange): void {
    const toAll = updateFrame(Y.mergeUpdates(change.map(({ update }) => update)));
    for (const { connection, writer } of this.#lines.values()) {
      if (!connection.isSynced) continue;
      const others = change.filter((each) => each.writer !== writer);
      if (others.length === change.length) connection.sendUpdate(toAll);
      else if (others.length > 0) {
        connection.sendUpdate(updateFrame(Y.mergeUpdates(others.map(({ update }) => update))));
      }
    }
  }

  #left(connection: Connection): void {
    this.#connections.delete(connection);
    this.#lines.delete(connection);
    this.#options.fullSends.forget(connection);
    this.#presence.leave(connection);
    if (this.#connections.size > 0) return;
    this.#presence.close();
    for (const stop of this.#stops) stop();
    this.#options.emptied();
  }

  /** Rights that have changed: the connection begins anew, and is served as they are now. */
  #changed({ before, after }: Change): void {
    if (after.phase === 'write' && before.phase !== 'write') this.#presence.clear();
    for (const { connection, writer, mayWrite } of this.#lines.values()) {
      if (!after.seats.has(writer.seatId)) {
        connection.close(CLOSE.unauthorised, 'the session has ended');
      } else if (subjectOf(after, this.#options.text.name) === null) {
        connection.close(CLOSE.unknownDocument, 'no such document');
      } else if (mayWrite !== this.#mayWrite(writer.seatId)) {
        connection.close(CLOSE.forbidden, 'the rights have changed');
      }
    }
  }

  #mayWrite(seatId: SeatId): boolean {
    const { workshop, name } = this.#options.text;
    return mayWriteText(workshop.state, seatId, name);
  }

  #failed(error: unknown): void {
    const { workshop, name } = this.#options.text;
    const about = { workshop: workshop.id, document: name };
    this.#options.log.error({ ...about, err: error }, 'sync of a text failed');
  }
}
