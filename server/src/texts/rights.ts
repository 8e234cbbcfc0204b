/** Who may write a text now, and which decisions may change that. */

import type { Workshop } from '@tavolo/model';
import { type AnyOrder, mayWriteNotes, mayWriteSheet, type SeatId } from '@tavolo/model';
import { subjectOf } from './subject.ts';

/**
 * Between the look at these rights and the commit none of these may have come: the store
 * checks it in the same transaction.
 */
export const RIGHTS_ORDERS: readonly AnyOrder['type'][] = [
  'moveToPhase',
  'completeMove',
  'setRole',
  'assignTable',
  'assignEvenly',
  'joinTable',
  'expelSeat',
  'setLock',
  'closeWorkshop',
  'reopenWorkshop',
  'fillDemonstration',
];

export function mayWriteText(state: Workshop, seatId: SeatId, name: string): boolean {
  const seat = state.seats.get(seatId);
  const subject = subjectOf(state, name);
  if (seat === undefined || subject === null) return false;
  return subject.is === 'proposal'
    ? mayWriteSheet(state, seat, subject.proposal) === true
    : mayWriteNotes(state, seat, subject.table.id) === true;
}
