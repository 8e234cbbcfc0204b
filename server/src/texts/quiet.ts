/**
 * A pause in the writing. It comes a while after the last sign of life, but at most so long
 * after the first: somebody who types steadily must not put it off without end.
 */
export class Quiet {
  readonly #afterMs: number;
  readonly #withinMs: number;
  readonly #come: () => void;
  #timer: NodeJS.Timeout | null = null;
  #since: number | null = null;

  constructor({ afterMs, withinMs }: { afterMs: number; withinMs: number }, come: () => void) {
    this.#afterMs = afterMs;
    this.#withinMs = withinMs;
    this.#come = come;
  }

  /** Something was written. */
  stir(): void {
    const now = performance.now();
    this.#since ??= now;
    const wait = Math.min(this.#afterMs, this.#since + this.#withinMs - now);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#since = null;
      this.#come();
    }, wait);
    this.#timer.unref();
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
