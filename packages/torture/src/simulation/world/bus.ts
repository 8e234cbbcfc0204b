/** The doorbell of several nodes: rings wait until the simulation delivers, doubles or loses them. */
import type { Bus, Ring } from '@tavolo/server/bus/bus';
import type { Owner } from './owner.ts';

interface UnderWay {
  readonly owner: Owner;
  readonly deliver: () => void;
}

export class SimulatedBus {
  readonly #listeners = new Set<{ owner: Owner; heard: (ring: Ring) => void }>();
  #underWay: UnderWay[] = [];

  /** A node's end of it. */
  open(owner: Owner): Bus {
    const own = new Set<{ owner: Owner; heard: (ring: Ring) => void }>();
    return {
      ring: (ring) => {
        for (const { owner: to, heard } of this.#listeners) {
          this.#underWay.push({ owner: to, deliver: () => heard(ring) });
        }
      },
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
    const ring = this.#underWay[index];
    if (!stays) this.#underWay.splice(index, 1);
    return ring;
  }

  /** A node has crashed: nothing reaches it any more. */
  forget(owner: Owner): void {
    for (const listener of this.#listeners) {
      if (listener.owner === owner) this.#listeners.delete(listener);
    }
    this.#underWay = this.#underWay.filter((each) => each.owner !== owner);
  }
}
