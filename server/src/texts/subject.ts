/** What a text belongs to, by its name: a proposal, or a table whose notes it holds. */
import { proposalOfText, tableOfText } from '@tavolo/documents';
import type { Proposal, ProposalId, TableId, Workshop, WorkTable } from '@tavolo/model';

export type TextSubject =
  | { readonly is: 'proposal'; readonly proposal: Proposal }
  | { readonly is: 'notes'; readonly table: WorkTable };

/** Null where there is no such thing in the workshop: then there is no such text. */
export function subjectOf(state: Workshop, name: string): TextSubject | null {
  // What is not an id is among neither of them.
  const proposal = state.proposals.get(proposalOfText(name) as ProposalId);
  if (proposal !== undefined) return { is: 'proposal', proposal };
  const table = state.tables.get(tableOfText(name) as TableId);
  return table === undefined ? null : { is: 'notes', table };
}
