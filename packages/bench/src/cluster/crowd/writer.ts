/** Somebody who changes one card of their own again and again: by commands with us, by updates of a document with the peer. */
import { randomUUID } from 'node:crypto';
import type WebSocket from 'ws';
import * as Y from 'yjs';
import { peerUpdate } from './line.ts';

export interface Refusal {
  readonly kind: string;
  readonly retryAfter?: number;
}

/** Null: it is on the disk. */
export type Answered = (refusal: Refusal | null) => void;

export interface Writer {
  readonly room: number;
  readonly node: number;
  /** Whether it is told what became of a change. */
  readonly isAnswered: boolean;
  /** Puts its card there. */
  begin(): Promise<void>;
  /** `answered` is called where the server says what became of it: the peer says nothing of a disk. */
  change(mark: string, answered: Answered): void;
  heard(frame: Buffer): void;
}

const WORDS =
  'Mi servirebbe qualcuno che accompagni mia madre alle visite del mattino, il giovedì.';
/** socket.io's packets: an event, and the answer to one. */
const EVENT = '42';
const ANSWER = '43';

export class CommandWriter implements Writer {
  readonly isAnswered = true;
  readonly room: number;
  readonly node: number;
  readonly #cardId = randomUUID();
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Answered>();
  #packets = 0;

  constructor(socket: WebSocket, room: number, node: number) {
    this.#socket = socket;
    this.room = room;
    this.node = node;
  }

  begin(): Promise<void> {
    return new Promise((resolve, reject) => {
      const text = `${WORDS} ${this.#cardId}`;
      const rest = { kind: 'need', signed: false, writtenIn: 'listen' };
      this.#send({ type: 'writeCard', text, ...rest }, (refusal) => {
        if (refusal === null) resolve();
        else reject(new Error(`a need was refused: ${refusal.kind}`));
      });
    });
  }

  change(mark: string, answered: Answered): void {
    this.#send({ type: 'editCard', text: `${mark} ${WORDS}` }, answered);
  }

  heard(frame: Buffer): void {
    if (frame.toString('latin1', 0, 2) !== ANSWER) return;
    const start = frame.indexOf('[');
    const packet = Number(frame.toString('latin1', 2, start));
    const answered = this.#waiting.get(packet);
    this.#waiting.delete(packet);
    const [answer] = JSON.parse(frame.toString('utf8', start)) as [{ refusal?: Refusal }];
    answered?.(answer.refusal ?? null);
  }

  #send(rest: Readonly<Record<string, unknown>>, answered: Answered): void {
    const command = { cmdId: randomUUID(), cardId: this.#cardId, language: 'it', themeId: null };
    this.#packets += 1;
    this.#waiting.set(this.#packets, answered);
    this.#socket.send(
      `${EVENT}${this.#packets}${JSON.stringify(['command', { ...command, ...rest }])}`,
    );
  }
}

/** Has a document with its own card alone: what it sends is whole without the others'. */
export class PeerWriter implements Writer {
  readonly isAnswered = false;
  readonly room: number;
  readonly node: number;
  readonly #cardId = randomUUID();
  readonly #doc = new Y.Doc();

  constructor(socket: WebSocket, name: string, room: number, node: number) {
    this.room = room;
    this.node = node;
    this.#doc.on('update', (update: Uint8Array) => socket.send(peerUpdate(name, update)));
  }

  begin(): Promise<void> {
    this.#write(this.#cardId);
    return Promise.resolve();
  }

  change(mark: string): void {
    this.#write(mark);
  }

  heard(): void {
    // Whether it has been taken, which says nothing about a disk.
  }

  /** The same record as a board of ours has for a card. */
  #write(mark: string): void {
    const id = this.#cardId;
    const text = `${mark} ${WORDS}`;
    const rest = { kind: 'need', language: 'it', themeId: null, clusterId: null, order: null };
    this.#doc.getMap('cards').set(id, { id, text, ...rest, author: null, alsoForMe: 0 });
  }
}
