/**
 * What this seat wants and the server has not answered yet. Sent in order, one frame in
 * flight; sent again with the same `cmdId` after a lost connection, so a change arrives
 * once. "Too fast" and "cannot save now" are no answers: the change stays and is tried again.
 */
import type { Command } from '@tavolo/model';
import { type Answer, isRefused, MAX_BOARD_FRAME } from '@tavolo/protocol';
import type { Clock } from './clock.ts';

export interface OutboxOptions {
  readonly clock: Clock;
  /** Sends one frame; false where there is no connection. */
  send(commands: readonly Command[], answered: (answers: readonly Answer[]) => void): boolean;
  /** A final answer for one command; it has left the outbox. */
  answered(command: Command, answer: Answer): void;
  /** A frame found no answer: the connection only looks alive. */
  silent(): void;
}

/** As many as the server takes in one frame. */
const BATCH = 100;
/** Leaves room for the envelope and for what escaping adds. */
const BATCH_BYTES = MAX_BOARD_FRAME / 2;
const ANSWER_MS = 15_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;
/** Kinds that say "not now". */
const NOT_NOW = new Set(['too-many', 'not-saving', 'busy']);

export class Outbox {
  readonly #options: OutboxOptions;
  #waiting: Command[] = [];
  #up = false;
  /** How many of `#waiting`, from the front, are in the frame on its way. */
  #inFlight = 0;
  /** Answers to frames of an earlier connection are not ours any more. */
  #frame = 0;
  #retryMs = FIRST_RETRY_MS;
  #pause: (() => void) | null = null;
  #watch: (() => void) | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Commands without a final answer. */
  get size(): number {
    return this.#waiting.length;
  }

  add(commands: readonly Command[]): void {
    this.#waiting.push(...commands);
    this.#next();
  }

  /** In front of what waits, behind what is on its way. */
  addFirst(commands: readonly Command[]): void {
    this.#waiting.splice(this.#inFlight, 0, ...commands);
    this.#next();
  }

  up(): void {
    this.#up = true;
    this.#forgetFrame();
    this.#endPause();
    this.#next();
  }

  down(): void {
    this.#up = false;
    this.#forgetFrame();
  }

  /** What was told "not now" need not wait any longer. */
  retry(): void {
    this.#retryMs = FIRST_RETRY_MS;
    this.#endPause();
    this.#next();
  }

  close(): void {
    this.down();
    this.#endPause();
  }

  #next(): void {
    if (!this.#up || this.#inFlight > 0 || this.#pause !== null) return;
    const batch = this.#batch();
    if (batch.length === 0) return;
    const frame = this.#frame;
    this.#inFlight = batch.length;
    const sent = this.#options.send(batch, (answers) => {
      if (frame === this.#frame) this.#take(batch, answers);
    });
    if (!sent) {
      this.#inFlight = 0;
      return;
    }
    // In a test or on a fast link the answer may already be here.
    if (frame !== this.#frame) return;
    this.#watch = this.#options.clock.after(ANSWER_MS, () => this.#options.silent());
  }

  #batch(): Command[] {
    const batch: Command[] = [];
    let bytes = 0;
    for (const command of this.#waiting) {
      // A UTF-16 unit is at most three bytes of UTF-8.
      bytes += JSON.stringify(command).length * 3;
      if (batch.length === BATCH || (batch.length > 0 && bytes > BATCH_BYTES)) break;
      batch.push(command);
    }
    return batch;
  }

  #take(batch: readonly Command[], answers: readonly Answer[]): void {
    this.#forgetFrame();
    const kept: Command[] = [];
    const settled: [Command, Answer][] = [];
    let wait = 0;
    batch.forEach((command, index) => {
      const answer = answers[index];
      if (answer === undefined) {
        kept.push(command);
        wait = Math.max(wait, FIRST_RETRY_MS);
      } else if (isRefused(answer) && (kept.length > 0 || NOT_NOW.has(answer.refusal.kind))) {
        // What was refused behind a "not now" may only have missed it: it is decided again.
        kept.push(command);
        wait = Math.max(wait, answer.refusal.retryAfter ?? this.#retryMs);
      } else {
        settled.push([command, answer]);
      }
    });
    this.#waiting = [...kept, ...this.#waiting.slice(batch.length)];
    if (kept.length > 0) this.#rest(wait, settled.length > 0);
    else this.#retryMs = FIRST_RETRY_MS;
    for (const [command, answer] of settled) this.#options.answered(command, answer);
    this.#next();
  }

  #rest(ms: number, progress: boolean): void {
    this.#retryMs = progress ? FIRST_RETRY_MS : Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    this.#pause = this.#options.clock.after(ms, () => {
      this.#pause = null;
      this.#next();
    });
  }

  #forgetFrame(): void {
    this.#frame += 1;
    this.#inFlight = 0;
    this.#watch?.();
    this.#watch = null;
  }

  #endPause(): void {
    this.#pause?.();
    this.#pause = null;
  }
}
