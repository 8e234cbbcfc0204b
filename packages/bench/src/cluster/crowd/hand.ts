/**
 * A hand that moves over the board, which others see by awareness. Where it is says when it was
 * there: the latest place alone counts, so what is measured is how old it is when it is shown.
 */
import * as encoding from 'lib0/encoding';
import type WebSocket from 'ws';
import type { Histogram } from '../histogram.ts';
import { micros } from './mark.ts';
import type { LineKind } from './words.ts';

const AWARENESS = 1;
const MOST_ID = 2 ** 32;
/** A place on the board has at most this many units: the clock in milliseconds goes round in it. */
const ROUND = 1_000_000;

export class Hand {
  readonly room: number;
  readonly #socket: WebSocket;
  /** As hocuspocus wants it in front; nothing with us. */
  readonly #name: string | null;
  readonly #client = Math.floor(Math.random() * MOST_ID);
  #clock = 0;

  constructor(socket: WebSocket, kind: LineKind, name: string, room: number) {
    this.#socket = socket;
    this.#name = kind === 'peer' ? name : null;
    this.room = room;
  }

  move(): void {
    this.#clock += 1;
    const cursor = { x: now(), y: this.#clock };
    const state = { cursor, holding: null };
    const line = encoding.createEncoder();
    encoding.writeVarUint(line, 1);
    encoding.writeVarUint(line, this.#client);
    encoding.writeVarUint(line, this.#clock);
    encoding.writeVarString(line, JSON.stringify(state));
    const frame = encoding.createEncoder();
    if (this.#name !== null) encoding.writeVarString(frame, this.#name);
    encoding.writeVarUint(frame, AWARENESS);
    encoding.writeVarUint8Array(frame, encoding.toUint8Array(line));
    this.#socket.send(encoding.toUint8Array(frame));
  }
}

const PLACE = /"x":(\d+)/g;

/** How old the hands are that a frame shows. */
export function readHands(frame: Buffer, ages: Histogram): void {
  for (const [, x] of frame.toString('latin1').matchAll(PLACE)) {
    ages.add((now() - Number(x) + ROUND) % ROUND);
  }
}

function now(): number {
  return Math.round(micros() / 1_000) % ROUND;
}
