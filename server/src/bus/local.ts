/** The doorbell of a single node: rings reach the listeners of this process. */
import type { Bus, Ring } from './bus.ts';

/** `failed` is told what a listener threw: one deaf listener does not silence the others. */
export function openLocalBus(failed: (error: unknown) => void = reportLater): Bus {
  const listeners = new Set<(ring: Ring) => void>();
  let closed = false;

  return {
    ring(ring) {
      if (closed) return;
      // Later, as it would come over a network: nobody may rely on having been heard already.
      queueMicrotask(() => {
        for (const heard of [...listeners]) tell(heard, ring);
      });
    },
    listen(heard) {
      // A function of its own for each call, so that the same listener may come twice.
      const mine = (ring: Ring): void => heard(ring);
      if (!closed) listeners.add(mine);
      return () => {
        listeners.delete(mine);
      };
    },
    async close() {
      closed = true;
      listeners.clear();
    },
  };

  function tell(heard: (ring: Ring) => void, ring: Ring): void {
    try {
      heard(ring);
    } catch (error) {
      failed(error);
    }
  }
}

/** Without an owner an error must not vanish: it ends as an uncaught exception. */
function reportLater(error: unknown): void {
  setImmediate(() => {
    throw error;
  });
}
