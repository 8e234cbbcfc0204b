/** The doorbell of a single node: what is told reaches the listeners of this process. */
import { randomUUID } from 'node:crypto';
import type { Bus, Heard } from './bus.ts';
import { openListeners } from './listeners.ts';

/** `failed` is told what a listener threw. */
export function openLocalBus(failed?: (error: unknown) => void): Bus {
  const listeners = openListeners(failed);
  const node = randomUUID();
  let closed = false;

  return {
    node,
    isShared: false,
    status: { well: true },
    subscribe: () => () => undefined,
    tell(message) {
      if (closed) return;
      // Later, as it would come over a network: nobody may rely on having been heard already.
      queueMicrotask(() => listeners.tell(message, node));
    },
    follow: () => ({ ready: Promise.resolve(), stop: () => undefined }),
    listen: (heard: Heard) => (closed ? () => undefined : listeners.add(heard)),
    async close() {
      closed = true;
      listeners.clear();
    },
  };
}
