/** Waits for a condition that messages bring about: looked at each time one has come. */
export class Conditions {
  readonly #waiting = new Set<() => void>();

  /** Something has happened. */
  readonly tell = (): void => {
    for (const look of [...this.#waiting]) look();
  };

  /** False where it did not come true in time. */
  within(ms: number, holds: () => boolean): Promise<boolean> {
    if (holds()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (answer: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(look);
        resolve(answer);
      };
      const look = (): void => {
        if (holds()) end(true);
      };
      const timer = setTimeout(() => end(false), ms);
      this.#waiting.add(look);
    });
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const PATIENCE_MS = 60_000;
const AGAIN_MS = 5;

/** For what nobody tells: asked for again and again. */
export async function untilTrue(holds: () => boolean | Promise<boolean>): Promise<void> {
  const patience = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > patience) throw new Error('it did not come true');
    await pause(AGAIN_MS);
  }
}
