/**
 * What others type, gathered. The editor draws the whole text anew for each change of theirs,
 * and of ten who write together the letters come one by one, a few ms apart: taken over one by
 * one they keep a page busy half its time, and one's own letters wait for that.
 */
import * as Y from 'yjs';
import type { Clock } from './clock.ts';

/** Too short for anybody to see, and long enough for what ten people type at once. */
export const GATHER_MS = 50;

export class TextInbox {
  readonly #doc: Y.Doc;
  readonly #origin: unknown;
  readonly #clock: Clock;
  #waiting: Uint8Array[] = [];
  #callOff: (() => void) | null = null;

  /** `origin`: in whose name changes are made, so that they are not sent back. */
  constructor(doc: Y.Doc, origin: unknown, clock: Clock) {
    this.#doc = doc;
    this.#origin = origin;
    this.#clock = clock;
  }

  put(update: Uint8Array): void {
    this.#waiting.push(update);
    this.#callOff ??= this.#clock.after(GATHER_MS, () => this.take());
  }

  /** Takes over all there is, now: before anything that asks how far this document has come. */
  take(): void {
    this.#callOff?.();
    this.#callOff = null;
    const updates = this.#waiting;
    if (updates.length === 0) return;
    this.#waiting = [];
    this.#doc.transact(() => {
      for (const update of updates) Y.applyUpdate(this.#doc, update, this.#origin);
    }, this.#origin);
  }
}
