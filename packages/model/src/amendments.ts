/**
 * An amendment: words that somebody proposes for a proposal they do not write themselves,
 * such as in the plenary. It stands beside the sheet for everybody to read.
 */
import type { AmendmentId, ProposalId } from './ids.ts';
import type { Language } from './languages.ts';
import type { Workshop } from './workshop.ts';

export interface Amendment {
  readonly id: AmendmentId;
  readonly proposalId: ProposalId;
  /** 1 to 4,000 characters, kept as every text is. */
  readonly text: string;
  readonly language: Language;
  /** The author's shown name, where the author chose to sign. */
  readonly signedAs: string | null;
}

/** Those of a proposal. Their order is by random id, so that it tells nothing about time. */
export function amendmentsOf(
  { amendments }: Pick<Workshop, 'amendments'>,
  proposalId: ProposalId,
): Amendment[] {
  return [...amendments.values()]
    .filter((amendment) => amendment.proposalId === proposalId)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}
