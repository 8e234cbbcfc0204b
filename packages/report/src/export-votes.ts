/**
 * Closed rounds as a table, one row for each item of a ranking. What was counted by hand stands
 * apart, an open link is called indicative, and with few voters there is an order alone; who
 * voted how is nowhere.
 */
import {
  type ClusterId,
  type ProposalId,
  type Round,
  type RoundSubject,
  roundsInOrder,
  type VotedId,
  type Workshop,
} from '@tavolo/model';
import { csvOf } from './csv.ts';
import { safeCell } from './safe-cell.ts';

export const VOTES_COLUMNS = [
  'round',
  'over',
  'rank',
  'item',
  'theme',
  'dots',
  'hands',
  'voters',
  'eligible',
  'note',
] as const;
export type VotesColumn = (typeof VOTES_COLUMNS)[number];

/** The words of one language. */
export interface VotesWords {
  readonly columns: Readonly<Record<VotesColumn, string>>;
  readonly over: Readonly<Record<RoundSubject, string>>;
  readonly notes: {
    /** Whoever had the link could vote. */
    readonly indicative: string;
    /** Fewer than five have voted. */
    readonly orderOnly: string;
    /** What was voted on is no longer there. */
    readonly removed: string;
  };
}

export function exportVotesCsv(state: Workshop, words: VotesWords): string {
  return csvOf(votesTable(state, words).map((row) => row.map(safeCell)));
}

/** The cells as people wrote them; not yet safe to be opened. */
export function votesTable(state: Workshop, words: VotesWords): readonly (readonly string[])[] {
  const rows = roundsInOrder(state).flatMap((round) => rowsOf(state, round, words));
  return [
    VOTES_COLUMNS.map((column) => words.columns[column]),
    ...rows.map((row) => VOTES_COLUMNS.map((column) => row[column])),
  ];
}

function rowsOf(
  state: Workshop,
  round: Round,
  { over, notes }: VotesWords,
): Record<VotesColumn, string>[] {
  const { result } = round;
  // One that is still open tells nothing.
  if (result === null) return [];
  return result.ranking.map(({ item, rank, dots, hands }) => {
    const voted = votedOn(state, round.over, item);
    const said = [
      round.openLink ? notes.indicative : '',
      dots === null ? notes.orderOnly : '',
      voted === null ? notes.removed : '',
    ];
    return {
      round: String(round.position + 1),
      over: over[round.over],
      rank: String(rank),
      item: voted?.name ?? '',
      theme: voted?.theme ?? '',
      dots: dots === null ? '' : String(dots),
      hands: String(hands),
      voters: String(result.voters),
      eligible: String(result.eligible),
      note: said.filter((each) => each !== '').join('; '),
    };
  });
}

function votedOn(
  state: Workshop,
  over: RoundSubject,
  item: VotedId,
): { readonly name: string; readonly theme: string } | null {
  const themeOf = (clusterId: ClusterId | undefined): string => {
    const cluster = clusterId === undefined ? undefined : state.clusters.get(clusterId);
    const themeId = cluster?.themeId ?? null;
    return themeId === null ? '' : (state.themes.get(themeId)?.name ?? '');
  };
  // What the ids are of is said by what the round is over.
  if (over === 'clusters') {
    const cluster = state.clusters.get(item as ClusterId);
    return cluster === undefined ? null : { name: cluster.name, theme: themeOf(cluster.id) };
  }
  const proposal = state.proposals.get(item as ProposalId);
  if (proposal === undefined) return null;
  return { name: proposal.fields.title, theme: themeOf(proposal.clusterIds[0]) };
}
