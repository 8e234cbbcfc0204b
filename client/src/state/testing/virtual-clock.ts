import type { Clock } from '../../connection/clock.ts';

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until a test moves it. */
export class VirtualClock implements Clock {
  #now: number;
  #timers = new Set<Timer>();
  #frames = new Set<() => void>();

  constructor(start = 1_764_000_000_000) {
    this.#now = start;
  }

  readonly now = (): number => this.#now;

  readonly after = (ms: number, run: () => void): (() => void) => {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  readonly frame = (run: () => void): (() => void) => {
    this.#frames.add(run);
    return () => this.#frames.delete(run);
  };

  /** Draws once. False where nobody waited for it. */
  draw(): boolean {
    const frames = [...this.#frames];
    this.#frames.clear();
    for (const run of frames) run();
    return frames.length > 0;
  }

  /** Lets time pass; timers run at their time, in order. */
  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.run();
    }
    this.#now = until;
  }
}
