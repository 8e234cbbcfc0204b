/**
 * Somebody who changes a field of the proposal again and again, one command after the other's
 * answer. What was not answered is sent again on the next connection, under the same id.
 */
import { randomUUID } from 'node:crypto';
import { type Answer, isRefused, LIVE_PATH, PROTOCOL_VERSION } from '@tavolo/protocol';
import { io, type Socket } from 'socket.io-client';
import type { Meeting } from './meeting.ts';

/** Refusals that say "not now". */
const NOT_NOW = new Set(['too-many', 'not-saving', 'busy']);
const AGAIN_MS = 100;

interface Sent {
  readonly cmdId: string;
  readonly value: string;
}

export class Commander {
  /** Ids of commands that the server said it has taken. */
  readonly acknowledged: string[] = [];
  /** Ids of commands that were sent more than once. */
  repeats = 0;
  /** What the server said about its disk. */
  saves: boolean | null = null;
  isResting = false;
  readonly #meeting: Meeting;
  readonly #name: string;
  readonly #cookie: string;
  readonly #heard: () => void;
  #pending: Sent | null = null;
  #count = 0;
  #socket: Socket | null = null;
  #again: NodeJS.Timeout | null = null;

  /** `heard` after each acknowledgement, and whenever the server speaks of its disk. */
  constructor(meeting: Meeting, name: string, cookie: string, heard: () => void) {
    this.#meeting = meeting;
    this.#name = name;
    this.#cookie = cookie;
    this.#heard = heard;
  }

  /** Resolves when the connection ends, however it ends. */
  connect(url: string): Promise<void> {
    const socket = io(url, {
      path: LIVE_PATH,
      transports: ['websocket'],
      query: { workshop: this.#meeting.workshopId, version: String(PROTOCOL_VERSION) },
      extraHeaders: { origin: url, cookie: this.#cookie },
      forceNew: true,
      reconnection: false,
    });
    this.#socket = socket;
    socket.on('hello', () => this.#send(this.#pending !== null));
    socket.on('saving', ({ saves }: { saves: boolean }) => {
      this.saves = saves;
      this.#heard();
    });
    return new Promise((resolve) => {
      const ended = (): void => {
        if (this.#again !== null) clearTimeout(this.#again);
        socket.disconnect();
        resolve();
      };
      socket.on('disconnect', ended);
      socket.on('connect_error', ended);
    });
  }

  leave(): void {
    this.#socket?.disconnect();
  }

  /** Goes on after a rest. */
  wake(): void {
    this.isResting = false;
    this.#send(false);
  }

  /** Nothing is on its way any more. */
  get isSettled(): boolean {
    return this.#pending === null;
  }

  #send(isRepeat: boolean): void {
    const socket = this.#socket;
    if (socket === null || !socket.connected) return;
    if (this.#pending === null && this.isResting) return;
    if (isRepeat) this.repeats += 1;
    this.#count += 1;
    const sent = this.#pending ?? { cmdId: randomUUID(), value: `${this.#name} ${this.#count}` };
    this.#pending = sent;
    const { proposalId } = this.#meeting;
    const command = { type: 'editProposalField', proposalId, field: 'problem', ...sent };
    socket.emit('command', command, (answer: Answer) => this.#answered(sent, answer));
  }

  #answered(sent: Sent, answer: Answer): void {
    if (this.#pending !== sent) return;
    if (isRefused(answer)) {
      const { kind, retryAfter = AGAIN_MS } = answer.refusal;
      if (!NOT_NOW.has(kind)) throw new Error(`refused: ${kind}`);
      this.#again = setTimeout(() => this.#send(true), retryAfter);
      return;
    }
    // Where it came to nothing (the field said so already) there is nothing to find again.
    if (answer.in.length > 0) this.acknowledged.push(sent.cmdId);
    this.#pending = null;
    this.#heard();
    this.#send(false);
  }
}
