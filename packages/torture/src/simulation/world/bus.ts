/**
 * The doorbell of several nodes: messages wait until the simulation delivers, doubles or loses
 * them, and each node's line to it can be cut. What a node tells itself it always hears.
 */
import type { Bus, Message } from '@tavolo/server/bus/bus';
import { BusEnd } from './bus-end.ts';
import type { Owner } from './owner.ts';

interface UnderWay {
  readonly owner: Owner;
  /** Messages can be lost and doubled; what a node finds out about its own line cannot. */
  readonly isMessage: boolean;
  readonly deliver: () => void;
}

/** Sees every message that a node tells. */
export type Overhear = (message: Message) => void;

export class SimulatedBus {
  readonly #ends = new Map<Owner, BusEnd>();
  readonly #overhear: Overhear;
  #underWay: UnderWay[] = [];

  readonly #isShared: boolean;

  /** `isShared`: it hangs between several nodes. */
  constructor(isShared: boolean, overhear: Overhear) {
    this.#isShared = isShared;
    this.#overhear = overhear;
  }

  /** A node's end of it. */
  open(owner: Owner): Bus {
    const end = new BusEnd(owner);
    this.#ends.set(owner, end);
    return {
      node: owner.name,
      isShared: this.#isShared,
      get status() {
        return end.status;
      },
      subscribe: (watcher) => {
        end.watchers.add(watcher);
        return () => void end.watchers.delete(watcher);
      },
      tell: (message) => {
        if (!this.#ends.has(owner)) return;
        queueMicrotask(() => end.listeners.tell(message, owner.name));
        this.#send(end, message);
      },
      follow: (workshopId) => {
        const ready = end.follow(workshopId);
        // A single node has nobody to wait for.
        if (this.#isShared) this.#look(end);
        else end.look();
        let stopped = false;
        const stop = () => {
          if (!stopped) end.unfollow(workshopId);
          stopped = true;
        };
        return { ready, stop };
      },
      listen: (heard) => end.listeners.add(heard),
      close: async () => this.forget(owner),
    };
  }

  get waiting(): number {
    return this.#underWay.length;
  }

  /** Any of those under way, in no order. A message may be lost, or come a second time later. */
  take(index: number, fate: 'once' | 'twice' | 'lost'): UnderWay | undefined {
    const next = this.#underWay[index];
    if (next?.isMessage !== true || fate !== 'twice') this.#underWay.splice(index, 1);
    return next?.isMessage === true && fate === 'lost' ? undefined : next;
  }

  /** The line between a node and the service is cut; the node finds it out a little later. */
  cut(owner: Owner): void {
    const end = this.#ends.get(owner);
    if (end?.reached !== true) return;
    end.cut();
    this.#underWay = this.#underWay.filter((each) => each.owner !== owner || !each.isMessage);
    this.#look(end);
  }

  cutAll(): void {
    for (const owner of this.#ends.keys()) this.cut(owner);
  }

  /** All lines hold again; the nodes find it out, and ask for what they follow. */
  mendAll(): void {
    for (const end of this.#ends.values()) {
      if (end.reached) continue;
      end.reached = true;
      this.#look(end);
    }
  }

  /** A node has ended: nothing reaches it any more. */
  forget(owner: Owner): void {
    this.#ends.get(owner)?.listeners.clear();
    this.#ends.delete(owner);
    this.#underWay = this.#underWay.filter((each) => each.owner !== owner);
  }

  #send(from: BusEnd, message: Message): void {
    this.#overhear(message);
    if (!from.reached) return;
    // As over a wire.
    const bytes = JSON.stringify(message);
    for (const end of this.#ends.values()) {
      if (end === from || !end.reached) continue;
      if ('workshopId' in message && !end.hears(message.workshopId)) continue;
      const deliver = () => end.listeners.tell(JSON.parse(bytes) as Message, from.owner.name);
      this.#underWay.push({ owner: end.owner, isMessage: true, deliver });
    }
  }

  #look(end: BusEnd): void {
    this.#underWay.push({ owner: end.owner, isMessage: false, deliver: () => end.look() });
  }
}
