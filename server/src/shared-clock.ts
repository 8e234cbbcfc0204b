/**
 * What time it is, for every node of an installation. Timers and moves are due at a time that
 * one node has written down and another reads: computers whose clocks differ would count down
 * to different moments. So nodes that share a database go by its clock; each asks now and then
 * how far its own is off. Opened by `app`; a node alone goes by its own.
 */
import type { Logger } from 'pino';

export interface SharedClock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  close(): void;
}

export interface SharedClockOptions {
  /** The time of whoever all of them ask. */
  readonly ask: () => Promise<number>;
  readonly own: () => number;
  readonly log: Logger;
}

const ASK_EVERY_MS = 5_000;
/** At the start, of which the quickest answer counts. */
const FIRST_ASKS = 3;
/** An answer that took longer says too little: what was known before is better. */
const SLOWEST_MS = 400;
/** Worth a word to the operator. */
const NOTED_MS = 1_000;

/** Resolves once the time is known; rejects where nobody answers. */
export async function openSharedClock({ ask, own, log }: SharedClockOptions): Promise<SharedClock> {
  let offset = 0;
  let closed = false;

  function set(next: number): void {
    const moved = Math.abs(next - offset) >= NOTED_MS;
    offset = next;
    if (moved) log.warn({ offMs: Math.round(-next) }, 'the clock of this computer is off');
  }

  async function measure(): Promise<{ readonly tookMs: number; readonly offset: number }> {
    const from = own();
    const theirs = await ask();
    const to = own();
    // Whoever answers looks at the clock somewhere between the question and the answer.
    return { tookMs: Math.abs(to - from), offset: theirs - (from + to) / 2 };
  }

  const first = await measure();
  let best = first;
  for (let asked = 1; asked < FIRST_ASKS; asked += 1) {
    const next = await measure();
    if (next.tookMs < best.tookMs) best = next;
  }
  set(best.offset);

  const timer = setInterval(() => {
    measure().then(
      (measured) => {
        if (!closed && measured.tookMs <= SLOWEST_MS) set(measured.offset);
      },
      // The database is away: others say so. Until it is back the last answer is good enough.
      (error: unknown) => closed || log.debug({ err: error }, 'nobody says what time it is'),
    );
  }, ASK_EVERY_MS);
  timer.unref();

  return {
    now: () => Math.round(own() + offset),
    close() {
      closed = true;
      clearInterval(timer);
    },
  };
}
