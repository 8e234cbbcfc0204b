/** Listeners of one thing. A listener may leave while it is being told. */
export class Signal {
  readonly #listeners = new Set<() => void>();

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  get isHeard(): boolean {
    return this.#listeners.size > 0;
  }

  tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
