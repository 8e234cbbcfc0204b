/**
 * One socket of one person on one board: reads its frames, counts its denials, and writes
 * to it no faster than it can take. Who it is was settled before it was opened.
 */
import { CLOSE } from '@tavolo/protocol';
import type { RawData, WebSocket } from 'ws';
import type { Visitor } from '../people/contract.ts';
import { type Frame, readFrame } from './frames.ts';

/** After so many frames that are refused, it is no mistake any more. */
const MAX_DENIALS = 5;
/** Behind by this much, it gets no cursors: the board comes first. */
const PRESENCE_BACKLOG = 1024 * 1024;
/** Behind by this much beside its first load, it is let go and comes back with one diff. */
const MAX_BACKLOG = 4 * 1024 * 1024;

/** Frames a connection may send in a row, and each second; answering a state vector is dear. */
const FRAME_BURST = 300;
const FRAMES_PER_SECOND = 100;
const STEP1_COST = 20;

export interface ConnectionEvents {
  readonly frame: (frame: Frame) => void;
  readonly closed: () => void;
  /** Something of ours threw on its frame. */
  readonly failed: (error: unknown) => void;
  /** One of its frames was refused. */
  readonly denied: (reason: string) => void;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Too fast a sender is not refused but read more slowly: a lost frame of a text is a hole in it. */
  readonly patient?: boolean;
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
  #budget = FRAME_BURST;
  #budgetAt: number;
  #earning: NodeJS.Timeout | null = null;
  #busy = false;
  #turnedAway = false;

  constructor(socket: WebSocket, visitor: Visitor, events: ConnectionEvents) {
    this.visitor = visitor;
    this.#socket = socket;
    this.#events = events;
    this.#budgetAt = events.clock();
    // Without a listener an error of one socket ends the whole process.
    socket.on('error', () => socket.terminate());
    socket.on('pong', () => {
      this.isAlive = true;
    });
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

  /** A document, or what it lacks of one. */
  sendDocument(frame: Uint8Array): void {
    if (!this.isOpen) return;
    this.#loading += frame.length;
    this.#socket.send(frame, () => {
      this.#loading -= frame.length;
    });
  }

  sendUpdate(frame: Uint8Array): void {
    if (!this.isOpen) return;
    if (this.#backlog() > MAX_BACKLOG) {
      this.close(CLOSE.tooSlow, 'too slow');
      return;
    }
    this.#socket.send(frame);
  }

  sendPresence(frame: Uint8Array): void {
    if (this.isOpen && this.#socket.bufferedAmount <= PRESENCE_BACKLOG) this.#socket.send(frame);
  }

  /** Refuses one frame. */
  deny(reason: string): void {
    this.#events.denied(reason);
    this.#denials += 1;
    if (this.#denials >= MAX_DENIALS) this.close(CLOSE.policy, 'too many refused frames');
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

  #affords(frame: Frame): boolean {
    const now = this.#events.clock();
    const earned = (Math.max(0, now - this.#budgetAt) * FRAMES_PER_SECOND) / 1_000;
    this.#budget = Math.min(FRAME_BURST, this.#budget + earned);
    this.#budgetAt = now;
    const cost = frame.is === 'step1' ? STEP1_COST : 1;
    const affords = this.#budget >= cost;
    // A patient one is served on credit and waits afterwards.
    if (affords || this.#events.patient === true) this.#budget -= cost;
    return affords;
  }

  #waitForBudget(): void {
    if (this.#earning !== null) return;
    const missing = Math.max(1, STEP1_COST - this.#budget);
    this.#earning = setTimeout(
      () => {
        this.#earning = null;
        this.#setPaused();
      },
      (missing / FRAMES_PER_SECOND) * 1_000,
    );
    this.#setPaused();
  }

  #setPaused(): void {
    if (this.#busy || this.#earning !== null) this.#socket.pause();
    else this.#socket.resume();
  }

  #read(data: RawData, isBinary: boolean): void {
    // After close() frames that were on their way may still arrive.
    if (!this.isOpen) return;
    let frame: Frame;
    try {
      frame = readFrame(bytesOf(data, isBinary));
    } catch {
      this.deny('unreadable');
      return;
    }
    if (!this.#affords(frame)) {
      if (this.#events.patient !== true) {
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
