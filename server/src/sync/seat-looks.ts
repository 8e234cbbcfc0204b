/** How a seat looks to others: the same in every tab and after a restart, and told apart without colour. */
import { createHash } from 'node:crypto';
import type { Seat, SeatId } from '@tavolo/model';
import { PRESENCE_SHAPES, type Presence } from '@tavolo/protocol';
import type { OpenWorkshop } from '../workshop/contract.ts';

export type SeatLooks = Pick<Presence, 'seatKey' | 'name' | 'shade' | 'shape'>;

/** The seat that looks so; null where nobody does. Goes through all of them. */
export function seatOfKey(workshop: OpenWorkshop, seatKey: string): SeatId | null {
  for (const seat of workshop.state.seats.values()) {
    if (looksOf(workshop, seat).seatKey === seatKey) return seat.id;
  }
  return null;
}

export function looksOf(workshop: OpenWorkshop, seat: Seat): SeatLooks {
  const looks = createHash('sha256').update(`${workshop.id} ${seat.id}`).digest();
  return {
    // Not the seat's id, which is nobody's business.
    seatKey: looks.subarray(0, 9).toString('base64url'),
    name: seat.name,
    shade: (((looks[9] ?? 0) % 5) + 1) as Presence['shade'],
    shape: PRESENCE_SHAPES[(looks[10] ?? 0) % PRESENCE_SHAPES.length] ?? 'circle',
  };
}
