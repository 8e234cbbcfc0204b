/**
 * Tables and proposals in the JSON: the sheets with their sums, the cards they name by the
 * file's numbers. The text written together is a document of its own and not in it.
 */
import {
  type Amendment,
  amendmentsOf,
  type ClusterId,
  type CostSummary,
  costsOf,
  needsOfEach,
  type Proposal,
  type ProposalFields,
  type ProposalId,
  proposalsInOrder,
  type TableId,
  tablesInOrder,
  type Workshop,
} from '@tavolo/model';
import type { Arrangement } from './arrangement.ts';

export interface ExportedTable {
  readonly id: TableId;
  readonly name: string;
}

export interface ExportedProposal
  extends Pick<
    Proposal,
    'id' | 'tableId' | 'status' | 'decision' | 'commitments' | 'owner' | 'deputy' | 'reviewOn'
  > {
  readonly id: ProposalId;
  /** Those that are on the wall. */
  readonly clusterIds: readonly ClusterId[];
  readonly needs: readonly number[];
  readonly fields: Omit<ProposalFields, 'resources'> & {
    /** An offer by its number; null where it is none, or no longer on the wall. */
    readonly resources: readonly { readonly what: string; readonly offer: number | null }[];
  };
  readonly sums: CostSummary;
  /** Signed where the author chose to. */
  readonly amendments: readonly Omit<Amendment, 'proposalId'>[];
}

export function exportTables(state: Workshop): ExportedTable[] {
  return tablesInOrder(state).map(({ id, name }) => ({ id, name }));
}

export function exportProposals(
  state: Workshop,
  { numberOf }: Pick<Arrangement, 'numberOf'>,
): ExportedProposal[] {
  const needsOf = needsOfEach(state);
  return proposalsInOrder(state).map((proposal) => {
    const { position: _, opening: __, clusterIds, fields, ...rest } = proposal;
    return {
      ...rest,
      clusterIds: clusterIds.filter((id) => state.clusters.has(id)),
      needs: needsOf(proposal).flatMap(({ id }) => numberOf(id) ?? []),
      fields: {
        ...fields,
        resources: fields.resources.map(({ what, offerId }) => ({
          what,
          offer: offerId === null ? null : numberOf(offerId),
        })),
      },
      sums: costsOf(fields),
      amendments: amendmentsOf(state, proposal.id).map(
        ({ proposalId: _, ...amendment }) => amendment,
      ),
    };
  });
}
