/** A seat's code in one round: nobody can tell the seat from it once the round's key is gone. */
import { createHmac, randomBytes } from 'node:crypto';
import type { SeatId } from '@tavolo/model';

export function newRoundKey(): Uint8Array {
  return randomBytes(32);
}

export function voterCode(key: Uint8Array, seatId: SeatId): string {
  return createHmac('sha256', key).update(seatId).digest('hex');
}

/** Whose ballots are counted: a seat that may no longer vote leaves its own in the box. */
export function voterCodes(key: Uint8Array, seatIds: readonly SeatId[]): ReadonlySet<string> {
  return new Set(seatIds.map((seatId) => voterCode(key, seatId)));
}
