/** Who may write a text now, and which decisions may change that. */

import type { Workshop } from '@tavolo/model';
import { type AnyOrder, mayWriteSheet, type ProposalId, type SeatId } from '@tavolo/model';

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

export function mayWriteText(state: Workshop, seatId: SeatId, proposalId: ProposalId): boolean {
  const seat = state.seats.get(seatId);
  const proposal = state.proposals.get(proposalId);
  if (seat === undefined || proposal === undefined) return false;
  return mayWriteSheet(state, seat, proposal) === true;
}
