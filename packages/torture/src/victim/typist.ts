/**
 * Somebody who types into the text as fast as it is acknowledged. On each connection the
 * server says how far it has their letters: acknowledged ones beyond that are lost.
 */
import { textRoot } from '@tavolo/documents';
import { MESSAGE, SYNC_STEP } from '@tavolo/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import type { Meeting } from './meeting.ts';

/** Frames that may be under way: a quick hand on a slow network. */
const AHEAD = 6;

export interface TypistOptions {
  readonly word: string;
  readonly cookie: string;
  /** After each acknowledgement and each comparison. */
  readonly heard: () => void;
  readonly ahead?: number;
}

export class Typist {
  readonly doc = new Y.Doc();
  /** Letters that the server said it has. */
  acknowledged = 0;
  /** Of them, those that it did not have when it was asked again. */
  missing = 0;
  /** How often it was asked. */
  compared = 0;
  isResting = false;
  readonly #meeting: Meeting;
  readonly #options: TypistOptions;
  #text: Y.XmlText | null = null;
  #socket: WebSocket | null = null;
  #asked = false;
  /** How many letters there were when each frame of this connection left. */
  #frames: number[] = [];
  #answered = 0;

  constructor(meeting: Meeting, options: TypistOptions) {
    this.#meeting = meeting;
    this.#options = options;
  }

  /** Resolves when the connection ends, however it ends. */
  connect(url: string): Promise<void> {
    const address = `${url.replace('http', 'ws')}${this.#meeting.textPath}`;
    const socket = new WebSocket(address, {
      headers: { origin: url, cookie: this.#options.cookie },
    });
    this.#socket = socket;
    this.#asked = false;
    this.#frames = [];
    this.#answered = 0;
    const changed = (update: Uint8Array, origin: unknown): void => {
      if (origin !== socket && this.#asked)
        this.#write((to) => syncProtocol.writeUpdate(to, update));
    };
    this.doc.on('update', changed);
    socket.on('open', () => {
      // As one who has nothing: a server that has lost letters would turn away one who knows them.
      socket.send(frame((to) => syncProtocol.writeSyncStep1(to, new Y.Doc())));
    });
    socket.on('message', (data: Buffer) => this.#hear(data, socket));
    return new Promise((resolve) => {
      // A killed server resets its connections.
      socket.on('error', () => socket.terminate());
      socket.on('close', () => {
        this.doc.off('update', changed);
        resolve();
      });
    });
  }

  leave(): void {
    this.#socket?.terminate();
  }

  wake(): void {
    this.isResting = false;
    this.#typeOn();
  }

  /** Everything typed is acknowledged on this connection. */
  get isSettled(): boolean {
    return this.#answered === this.#frames.length;
  }

  #hear(data: Buffer, socket: WebSocket): void {
    const decoder = decoding.createDecoder(data);
    const kind = decoding.readVarUint(decoder);
    if (kind === MESSAGE.acknowledged) {
      this.#answered = decoding.readVarUint(decoder);
      this.acknowledged = Math.max(this.acknowledged, this.#frames[this.#answered - 1] ?? 0);
      this.#options.heard();
    } else if (kind === MESSAGE.sync) {
      if (decoding.peekVarUint(decoder) === SYNC_STEP.step1) this.#compare(decoder);
      else {
        const answer = encoding.createEncoder();
        syncProtocol.readSyncMessage(decoder, answer, this.doc, socket);
      }
    }
    this.#typeOn();
  }

  /** What the server has, before anything is sent to it again. */
  #compare(decoder: decoding.Decoder): void {
    decoding.readVarUint(decoder);
    const vector = decoding.readVarUint8Array(decoder);
    const there = Y.decodeStateVector(vector).get(this.doc.clientID) ?? 0;
    this.compared += 1;
    this.missing += Math.max(0, this.acknowledged - there);
    this.acknowledged = Math.min(this.acknowledged, there);
    this.#asked = true;
    this.#write((to) => syncProtocol.writeSyncStep2(to, this.doc, vector));
    this.#options.heard();
  }

  #write(body: (to: encoding.Encoder) => void): void {
    this.#frames.push(Y.getState(this.doc.store, this.doc.clientID));
    this.#socket?.send(frame(body));
  }

  #typeOn(): void {
    while (
      this.#asked &&
      !this.isResting &&
      this.#socket?.readyState === WebSocket.OPEN &&
      this.#frames.length - this.#answered < (this.#options.ahead ?? AHEAD)
    ) {
      this.#type();
    }
  }

  #type(): void {
    if (this.#text === null) {
      const text = new Y.XmlText();
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [text]);
      textRoot(this.doc).push([paragraph]);
      this.#text = text;
    }
    this.#text.insert(this.#text.length, this.#options.word);
  }
}

function frame(body: (to: encoding.Encoder) => void): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, MESSAGE.sync);
  body(to);
  return encoding.toUint8Array(to);
}
