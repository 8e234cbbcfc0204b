/** The doorbell of several nodes: messages wait until the simulation delivers, doubles or loses them. */
import type { Bus, Heard } from '@tavolo/server/bus/bus';
import type { Owner } from './owner.ts';

interface UnderWay {
  readonly owner: Owner;
  readonly deliver: () => void;
}

export class SimulatedBus {
  readonly #listeners = new Set<{ owner: Owner; heard: Heard }>();
  #underWay: UnderWay[] = [];
  #opened = 0;

  /** A node's end of it. */
  open(owner: Owner): Bus {
    const own = new Set<{ owner: Owner; heard: Heard }>();
    this.#opened += 1;
    const node = `node-${this.#opened}`;
    return {
      node,
      isShared: true,
      status: { well: true },
      subscribe: () => () => undefined,
      tell: (message) => {
        for (const { owner: to, heard } of this.#listeners) {
          this.#underWay.push({ owner: to, deliver: () => heard(message, node) });
        }
      },
      // Whoever listens hears all: what is not for a node is no news to it.
      follow: () => ({ ready: Promise.resolve(), stop: () => undefined }),
      listen: (heard) => {
        const listener = { owner, heard };
        this.#listeners.add(listener);
        own.add(listener);
        return () => void this.#listeners.delete(listener);
      },
      close: async () => {
        for (const listener of own) this.#listeners.delete(listener);
      },
    };
  }

  get waiting(): number {
    return this.#underWay.length;
  }

  /** Any of those under way, in no order; it may come a second time later. */
  take(index: number, stays: boolean): UnderWay | undefined {
    const message = this.#underWay[index];
    if (!stays) this.#underWay.splice(index, 1);
    return message;
  }

  /** A node has crashed: nothing reaches it any more. */
  forget(owner: Owner): void {
    for (const listener of this.#listeners) {
      if (listener.owner === owner) this.#listeners.delete(listener);
    }
    this.#underWay = this.#underWay.filter((each) => each.owner !== owner);
  }
}
