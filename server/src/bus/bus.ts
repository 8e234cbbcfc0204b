/**
 * The doorbell between parts, and later between nodes. A ring may be lost or doubled: the
 * log is the truth, and whoever hears a ring reads from there. Every implementation
 * passes `bus.contract.ts`.
 */
import type { WorkshopId } from '@tavolo/model';

export interface Ring {
  readonly workshopId: WorkshopId;
  /** The log has reached this number. */
  readonly seq: number;
}

export interface Bus {
  /** Rings for everybody, the ringer included. Never throws: a lost ring is not an error. */
  ring(ring: Ring): void;
  /** Listens to all workshops of this installation; returns the way to stop. */
  listen(heard: (ring: Ring) => void): () => void;
  /** May be called twice. */
  close(): Promise<void>;
}
