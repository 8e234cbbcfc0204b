/** What a process full of people sees: whose changes came when, and how busy it was itself with looking. */
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { Histogram } from '../histogram.ts';
import { readHands } from './hand.ts';
import { micros, readMarks } from './mark.ts';
import type { Seen } from './words.ts';

const STEP_MS = 10;
const LOOK_MS = 20;
/** Nothing new for so long: what is missing is lost. */
const GIVE_UP_MS = 5_000;

export class Lookout {
  acknowledged = new Histogram();
  #same = new Histogram();
  #other = new Histogram();
  #hands = new Histogram();
  #frames = 0;
  #since = 0;
  #cpu = process.cpuUsage();
  #from = performance.now();
  #lag: IntervalHistogram = monitorEventLoopDelay({ resolution: STEP_MS });

  /** Forgets what was before. */
  begin(since: number): void {
    this.#since = since;
    this.acknowledged = new Histogram();
    this.#same = new Histogram();
    this.#other = new Histogram();
    this.#hands = new Histogram();
    this.#frames = 0;
    this.#cpu = process.cpuUsage();
    this.#from = performance.now();
    this.#lag.disable();
    this.#lag = monitorEventLoopDelay({ resolution: STEP_MS });
    this.#lag.enable();
  }

  /** A frame came to somebody on this node; `closely`: it is read what hands it shows. */
  look(frame: Buffer, node: number, closely: boolean): void {
    this.#frames += 1;
    if (closely) readHands(frame, this.#hands);
    readMarks(frame, (from, at) => {
      if (at < this.#since) return;
      const ms = (micros() - at) / 1_000;
      (from === node ? this.#same : this.#other).add(ms);
    });
  }

  /** Resolves when all that was expected has come and nothing is unanswered, or when nothing comes any more. */
  async all(expected: number, looking: readonly number[], unanswered: () => number): Promise<Seen> {
    let before = Number.NaN;
    let still = performance.now();
    while (this.#delivered < expected || unanswered() > 0) {
      const come = this.#delivered - unanswered();
      if (come !== before) still = performance.now();
      before = come;
      if (performance.now() - still > GIVE_UP_MS) break;
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    this.#lag.disable();
    return {
      expected,
      delivered: this.#delivered,
      looking,
      frames: this.#frames,
      hands: this.#hands.packed(),
      acknowledged: this.acknowledged.packed(),
      same: this.#same.packed(),
      other: this.#other.packed(),
      ...this.busy(),
      // What it measures contains its own step.
      lag99Ms: Math.max(0, this.#lag.percentile(99) / 1e6 - STEP_MS),
    };
  }

  /** Of this process, since the beginning. */
  busy(): { readonly cpuMs: number; readonly wallMs: number } {
    const { user, system } = process.cpuUsage(this.#cpu);
    return { cpuMs: (user + system) / 1_000, wallMs: performance.now() - this.#from };
  }

  get #delivered(): number {
    return this.#same.count + this.#other.count;
  }
}
