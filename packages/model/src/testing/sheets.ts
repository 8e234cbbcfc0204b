/** Random edits of service sheets, some of them in need of cleaning. */
import fc from 'fast-check';
import type { Order } from '../commands/index.ts';
import type { CardId, ProposalId } from '../ids.ts';
import { type FieldValue, NOVELTIES, PROPOSAL_AUDIENCES } from '../proposals.ts';

const words = fc.constantFrom('', ' ', 'Sportello', 'Un numero\nunico', 'cafe\u0301', 'x\u202ey');
const lines = fc.array(words, { maxLength: 4 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 });
const amount = fc.constantFrom(0, 1, 9_500, 1_000_000_000);
const day = fc.constantFrom('2026-11-24', '2028-02-29');

/** An edit of any field of one of these sheets; resources name some of these cards, offers or not. */
export function anySheetEdit(
  proposal: fc.Arbitrary<ProposalId>,
  card: fc.Arbitrary<CardId>,
): fc.Arbitrary<Order> {
  const resource = fc.record({ what: words, offerId: maybe(card) });
  const cost = fc.record({ what: words, amount, coveredBy: maybe(words) });
  const values: fc.Arbitrary<FieldValue> = fc.oneof(
    fc.record({
      field: fc.constantFrom('title', 'problem', 'question', 'beneficiaries'),
      value: words,
    }),
    fc.record({
      field: fc.constant('audience'),
      value: maybe(fc.constantFrom(...PROPOSAL_AUDIENCES)),
    }),
    fc.record({ field: fc.constant('novelty'), value: maybe(fc.constantFrom(...NOVELTIES)) }),
    fc.record({ field: fc.constantFrom('steps', 'partners', 'risks', 'indicators'), value: lines }),
    fc.record({ field: fc.constant('resources'), value: fc.array(resource, { maxLength: 3 }) }),
    fc.record({ field: fc.constant('costs'), value: fc.array(cost, { maxLength: 3 }) }),
    fc.record({
      field: fc.constant('firstStep'),
      value: fc.record({ what: words, by: maybe(day) }),
    }),
  ) as fc.Arbitrary<FieldValue>;
  return fc
    .tuple(proposal, values)
    .map(([proposalId, change]): Order => ({ type: 'editProposalField', proposalId, ...change }));
}
