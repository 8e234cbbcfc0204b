/**
 * How many connections a seat has open, of every kind and wherever they lead. One account
 * for `live` and `sync`: a limit for each document would be one that new documents lift.
 */
import type { SeatId } from '@tavolo/model';

export interface SeatSockets {
  /** Counts one more; returns the way to count it off, or null where the seat has enough. */
  enter(seatId: SeatId): (() => void) | null;
}

export function openSeatSockets(limit: number): SeatSockets {
  const open = new Map<SeatId, number>();
  return {
    enter(seatId) {
      const count = open.get(seatId) ?? 0;
      if (count >= limit) return null;
      open.set(seatId, count + 1);
      let isIn = true;
      return () => {
        if (!isIn) return;
        isIn = false;
        const left = (open.get(seatId) ?? 1) - 1;
        if (left > 0) open.set(seatId, left);
        else open.delete(seatId);
      };
    },
  };
}
