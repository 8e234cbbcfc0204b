/**
 * One socket of one person on one board: reads its frames, counts its denials, and writes
 * to it no faster than it can take. Who it is was settled before it was opened.
 */
import { CLOSE } from '@tavolo/protocol';
import type { RawData, WebSocket } from 'ws';
import type { Limits } from '../limits.ts';
import type { Visitor } from '../people/contract.ts';
import { Purse } from '../workshop/rate.ts';
import { type Frame, readFrame } from './frames.ts';

/** Answering a state vector is dear; a cursor is cheap, because the last of many counts. */
const COST: Record<Frame['is'], number> = {
  step1: 50,
  write: 1,
  presence: 0.5,
  'presence-query': 1,
};

export interface ConnectionEvents {
  readonly frame: (frame: Frame) => void;
  readonly closed: () => void;
  /** Something of ours threw on its frame. */
  readonly failed: (error: unknown) => void;
  /** One of its frames was refused. */
  readonly denied: (reason: string) => void;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly limits: Limits;
  /** Of a text, too fast a sender is not refused but read more slowly: a lost frame is a hole in it. */
  readonly of: 'board' | 'text';
}

export class Connection {
  /** Its token may change under way: then the session is the same, and so is this. */
  visitor: Visitor;
  /** True once its state vector was answered: from then on it gets updates. */
  isSynced = false;
  /** Answered the last ping; kept by the server's heartbeat. */
  isAlive = true;
  readonly #socket: WebSocket;
  readonly #events: ConnectionEvents;
  #denials = 0;
  /** Bytes of whole documents on their way; they may be larger than any backlog. */
  #loading = 0;
  readonly #limits: Limits;
  readonly #frames: Purse;
  readonly #bytes: Purse;
  #earning: NodeJS.Timeout | null = null;
  #busy = false;
  #hushed = false;
  #turnedAway = false;

  constructor(socket: WebSocket, visitor: Visitor, events: ConnectionEvents) {
    this.visitor = visitor;
    this.#socket = socket;
    this.#events = events;
    this.#limits = events.limits;
    const { boardFrames, textFrames, textBytes } = events.limits;
    this.#frames = new Purse(events.of === 'text' ? textFrames : boardFrames, events.clock());
    this.#bytes = new Purse(textBytes, events.clock());
    // Without a listener an error of one socket ends the whole process.
    socket.on('error', () => socket.terminate());
    socket.on('pong', () => {
      this.isAlive = true;
    });
    socket.on('ping', (data) => this.#answerPing(data));
    socket.on('message', (data, isBinary) => this.#read(data, isBinary));
    socket.on('close', () => {
      if (this.#earning !== null) clearTimeout(this.#earning);
      events.closed();
    });
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** We have ended it. Who leaves of their own accord has said what they sent before. */
  get isTurnedAway(): boolean {
    return this.#turnedAway;
  }

  /** A document, or what it lacks of one; `left` when it has left, or will not. */
  sendDocument(frame: Uint8Array, left: () => void = () => undefined): void {
    if (!this.isOpen) {
      left();
      return;
    }
    this.#loading += frame.length;
    this.#socket.send(frame, () => {
      this.#loading -= frame.length;
      left();
    });
  }

  sendUpdate(frame: Uint8Array): void {
    if (!this.isOpen) return;
    if (this.#backlog() > this.#limits.backlog) {
      this.close(CLOSE.tooSlow, 'too slow');
      return;
    }
    this.#socket.send(frame);
  }

  sendPresence(frame: Uint8Array): void {
    if (this.isOpen && !this.#isBehind) this.#socket.send(frame);
  }

  /** Refuses one frame. */
  deny(reason: string): void {
    this.#events.denied(reason);
    this.#denials += 1;
    if (this.#denials >= this.#limits.denials) this.close(CLOSE.policy, 'too many refused frames');
  }

  close(code: number, reason: string): void {
    this.#turnedAway = true;
    if (!this.isOpen) return;
    this.#socket.close(code, reason);
    // Paused, it would never hear that the other side agrees.
    this.#socket.resume();
  }

  /** While it has more under way than is worth holding, nothing further is read from it. */
  setBusy(busy: boolean): void {
    if (busy === this.#busy || !this.isOpen) return;
    this.#busy = busy;
    this.#setPaused();
  }

  /** The program is about to end: what comes from now on is for the next one. */
  stopReading(): void {
    this.#hushed = true;
    if (this.isOpen) this.#setPaused();
  }

  ping(): void {
    this.isAlive = false;
    if (this.isOpen) this.#socket.ping();
  }

  /** For a peer that no longer answers. */
  terminate(): void {
    this.#socket.terminate();
  }

  #backlog(): number {
    return this.#socket.bufferedAmount - this.#loading;
  }

  /** Behind with its reading: what can be left out is. */
  get #isBehind(): boolean {
    return this.#socket.bufferedAmount > this.#limits.presenceBacklog;
  }

  /** By hand, because a peer that asks and never reads would pile up the answers. */
  #answerPing(data: Buffer): void {
    const now = this.#events.clock();
    if (!this.isOpen || !this.#frames.affords(1, now)) return;
    this.#frames.spend(1);
    if (!this.#isBehind) this.#socket.pong(data);
  }

  /** A sender of a text is served on credit and waits afterwards. */
  #affords(frame: Frame, length: number): boolean {
    const now = this.#events.clock();
    const cost = COST[frame.is];
    const affords = this.#frames.affords(cost, now);
    if (this.#events.of === 'board') {
      if (affords) this.#frames.spend(cost);
      return affords;
    }
    const hasRoom = this.#bytes.affords(length, now);
    this.#frames.spend(cost);
    this.#bytes.spend(length);
    return affords && hasRoom;
  }

  #waitForBudget(): void {
    if (this.#earning !== null) return;
    const waitMs = Math.max(this.#frames.waitFor(COST.step1), this.#bytes.waitFor(0), 1);
    this.#earning = setTimeout(() => {
      this.#earning = null;
      this.#setPaused();
    }, waitMs);
    this.#setPaused();
  }

  #setPaused(): void {
    if (this.#busy || this.#hushed || this.#earning !== null) this.#socket.pause();
    else this.#socket.resume();
  }

  #read(data: RawData, isBinary: boolean): void {
    // After close() frames that were on their way may still arrive.
    if (!this.isOpen) return;
    let frame: Frame;
    let length: number;
    try {
      const bytes = bytesOf(data, isBinary);
      length = bytes.length;
      frame = readFrame(bytes);
    } catch {
      this.deny('unreadable');
      return;
    }
    if (!this.#affords(frame, length)) {
      if (this.#events.of === 'board') {
        this.deny('too-fast');
        return;
      }
      this.#waitForBudget();
    }
    try {
      this.#events.frame(frame);
    } catch (error) {
      this.#events.failed(error);
      this.close(CLOSE.serverError, 'this frame could not be handled');
    }
  }
}

function bytesOf(data: RawData, isBinary: boolean): Uint8Array {
  if (!isBinary) throw new Error('a text frame');
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}
