/** One page's line to the board, by the bare protocol, that can be kept from reading. */
import { MESSAGE, SYNC_STEP } from '@tavolo/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import type { Person } from '../crowd/words.ts';

/** How long a line may take to be in step. */
const PATIENCE_MS = 60_000;

export class Line {
  readonly doc = new Y.Doc();
  readonly #socket: WebSocket;
  readonly #listeners = new Set<(frame: Buffer) => void>();
  #code: number | null = null;

  constructor(url: string, workshopId: string, { cookie }: Person) {
    const headers = { cookie, origin: url };
    const address = `${url.replace('http', 'ws')}/sync/${workshopId}/board`;
    this.#socket = new WebSocket(address, { headers, perMessageDeflate: false });
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', (code) => {
      this.#code = code;
      for (const listener of this.#listeners) listener(Buffer.alloc(0));
    });
    this.#socket.on('message', (data: Buffer) => {
      this.#take(data);
      for (const listener of this.#listeners) listener(data);
    });
  }

  /** Resolves once the whole board is here. */
  async open(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#socket.once('open', () => resolve());
      this.#socket.once('close', (code) => reject(new Error(`closed with ${code}`)));
    });
    await this.#answered();
  }

  /** From now on nothing is read. */
  pause(): void {
    this.#socket.pause();
  }

  ask(): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.sync);
    encoding.writeVarUint(encoder, SYNC_STEP.step1);
    encoding.writeVarUint8Array(encoder, Uint8Array.of(0));
    this.#socket.send(encoding.toUint8Array(encoder));
  }

  /** Reads on; resolves with the code with which it was let go, or null where it was not. */
  async listenAgain(): Promise<number | null> {
    this.#socket.resume();
    await this.#answered();
    return this.#code;
  }

  /** Whether it comes to hold the same as another one. */
  isLike(other: Line): Promise<boolean> {
    const same = () =>
      Buffer.from(Y.encodeStateAsUpdate(this.doc)).equals(Y.encodeStateAsUpdate(other.doc));
    return this.until(same);
  }

  /** True once it holds; looked at with every frame. */
  until(holds: (frame: Buffer) => boolean): Promise<boolean> {
    if (holds(Buffer.alloc(0))) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (held: boolean) => {
        clearTimeout(late);
        this.#listeners.delete(look);
        resolve(held);
      };
      const look = (frame: Buffer) => {
        if (holds(frame)) end(true);
      };
      const late = setTimeout(() => end(false), PATIENCE_MS);
      this.#listeners.add(look);
    });
  }

  close(): void {
    this.#socket.terminate();
  }

  /** Asks for the board; true once the answer, or the end of the line, has come. */
  #answered(): Promise<boolean> {
    if (this.#socket.readyState === WebSocket.OPEN) this.ask();
    return this.until(
      (frame) => this.#code !== null || (frame[0] === MESSAGE.sync && frame[1] === SYNC_STEP.step2),
    );
  }

  #take(frame: Buffer): void {
    const decoder = decoding.createDecoder(frame);
    if (decoding.readVarUint(decoder) !== MESSAGE.sync) return;
    if (decoding.readVarUint(decoder) === SYNC_STEP.step1) return;
    Y.applyUpdate(this.doc, decoding.readVarUint8Array(decoder));
  }
}

export async function openLine(url: string, workshopId: string, person: Person): Promise<Line> {
  const line = new Line(url, workshopId, person);
  await line.open();
  return line;
}
