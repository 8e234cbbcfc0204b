/** Who listens on this node, whatever carries the messages to it. */
import type { Heard, Message } from './bus.ts';

export interface Listeners {
  /** Returns the way to stop. The same listener may come twice. */
  add(heard: Heard): () => void;
  tell(message: Message, from: string): void;
  clear(): void;
}

/** `failed` is told what a listener threw: one deaf listener does not silence the others. */
export function openListeners(failed: (error: unknown) => void = reportLater): Listeners {
  const all = new Set<Heard>();
  return {
    add(heard) {
      // A function of its own for each call, so that the same listener may come twice.
      const mine: Heard = (message, from) => heard(message, from);
      all.add(mine);
      return () => {
        all.delete(mine);
      };
    },
    tell(message, from) {
      for (const heard of [...all]) {
        try {
          heard(message, from);
        } catch (error) {
          failed(error);
        }
      }
    },
    clear: () => all.clear(),
  };
}

/** Without an owner an error must not vanish: it ends as an uncaught exception. */
function reportLater(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
