/** A node's end of the doorbell: what it follows, and whether it believes its line to hold. */

import type { WorkshopId } from '@tavolo/model';
import type { BusStatus } from '@tavolo/server/bus/bus';
import { openListeners } from '@tavolo/server/bus/listeners';
import type { Owner } from './owner.ts';

export class BusEnd {
  readonly owner: Owner;
  readonly listeners = openListeners();
  readonly watchers = new Set<(status: BusStatus) => void>();
  /** The line holds; the node finds out later when that changes. */
  reached = true;
  #well = true;
  readonly #follows = new Map<WorkshopId, number>();
  readonly #subscribed = new Set<WorkshopId>();
  #asking: (() => void)[] = [];

  constructor(owner: Owner) {
    this.owner = owner;
  }

  get status(): BusStatus {
    return { well: this.#well };
  }

  /** The service sends it what is said of this workshop. */
  hears(workshopId: WorkshopId): boolean {
    return this.reached && this.#subscribed.has(workshopId);
  }

  /** Resolves once it is heard, or nothing can be. */
  follow(workshopId: WorkshopId): Promise<void> {
    this.#follows.set(workshopId, (this.#follows.get(workshopId) ?? 0) + 1);
    return new Promise((resolve) => {
      if (this.#well) this.#asking.push(resolve);
      else resolve();
    });
  }

  unfollow(workshopId: WorkshopId): void {
    const left = (this.#follows.get(workshopId) ?? 1) - 1;
    if (left > 0) this.#follows.set(workshopId, left);
    else {
      this.#follows.delete(workshopId);
      this.#subscribed.delete(workshopId);
    }
  }

  cut(): void {
    this.reached = false;
    this.#subscribed.clear();
  }

  /** The node finds its line as it is now, and asks for what it follows. */
  look(): void {
    if (this.reached)
      for (const workshopId of this.#follows.keys()) this.#subscribed.add(workshopId);
    for (const ready of this.#asking.splice(0)) ready();
    if (this.#well === this.reached) return;
    this.#well = this.reached;
    for (const watcher of this.watchers) watcher(this.status);
  }
}
