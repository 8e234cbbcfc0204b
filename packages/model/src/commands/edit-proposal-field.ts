import { defineCommand, publishedCard, seatOf } from '../decide.ts';
import type { Seat } from '../people.ts';
import { type FieldValue, mayWriteSheet, type Proposal } from '../proposals.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { Workshop } from '../workshop.ts';
import { checkFieldValue, cleanFieldValue, fieldEdit } from './sheet-values.ts';

/** Gives one field of the sheet its whole new value; of two who write one field, the last wins. */
export const editProposalField = defineCommand({
  type: 'editProposalField',
  payload: fieldEdit,
  decide(state, actor, { proposalId, ...sent }) {
    const seat = seatOf(state, actor);
    if (isRefusal(seat)) return seat;
    const proposal = state.proposals.get(proposalId);
    if (proposal === undefined) return refuse('unknown-proposal', 'D1');
    const allowed = mayWriteSheet(state, seat, proposal);
    if (isRefusal(allowed)) return allowed;
    const change = cleanFieldValue(sent);
    const wrong = checkFieldValue(change) ?? checkOffers(state, seat, proposal, change);
    if (wrong !== null) return wrong;
    // Both were made by `cleanFieldValue`, so their keys come in one order.
    if (JSON.stringify(change.value) === JSON.stringify(proposal.fields[change.field])) return [];
    return [{ type: 'proposalFieldEdited', proposalId, ...change }];
  },
});

/** A resource names an offer on the wall; one that was withdrawn since may stay where it stands. */
function checkOffers(
  state: Workshop,
  seat: Seat,
  { fields }: Proposal,
  change: FieldValue,
): Refusal | null {
  if (change.field !== 'resources') return null;
  const there = new Set(fields.resources.map(({ offerId }) => offerId));
  for (const { offerId } of change.value) {
    if (offerId === null || there.has(offerId)) continue;
    const offer = publishedCard(state, seat, offerId);
    if (isRefusal(offer) || offer.kind !== 'offer') return refuse('unknown-offer', 'D4');
  }
  return null;
}
