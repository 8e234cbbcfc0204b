/** Clusters and proposals as things to vote on: their words, theme, and how many needs they hold. */
import {
  type Cluster,
  proposalsInOrder,
  type Round,
  type RoundSubject,
  type Theme,
  type VotedId,
  type Workshop,
} from '@tavolo/model';
import { useMemo } from 'react';
import { useWallIndex } from '../board/desk.tsx';
import type { WallIndex } from '../board/wall-index.ts';
import { boardPath, proposalPath } from '../proposals/paths.ts';
import { useWorkshop } from '../state/hooks.ts';

export interface VotedItem {
  readonly id: VotedId;
  readonly name: string;
  /** The cluster's question, or the proposal's problem. */
  readonly line: string;
  readonly theme: Theme | null;
  readonly needs: number;
  /** Where it can be read whole. */
  readonly href: string;
}

/** Everything that could be voted on, in the order of the wall or of the proposals. */
export function itemsOf(
  workshop: Workshop,
  { clusters, inCluster }: Pick<WallIndex, 'clusters' | 'inCluster'>,
  over: RoundSubject,
): VotedItem[] {
  const needsIn = (cluster: Cluster): number => inCluster.get(cluster.id)?.length ?? 0;
  const themeOf = (cluster: Cluster | undefined): Theme | null =>
    cluster?.themeId == null ? null : (workshop.themes.get(cluster.themeId) ?? null);
  const workshopId = workshop.id ?? '';
  if (over === 'clusters') {
    return clusters.map((cluster) => ({
      id: cluster.id,
      name: cluster.name,
      line: cluster.question,
      theme: themeOf(cluster),
      needs: needsIn(cluster),
      href: boardPath(workshopId, cluster.id),
    }));
  }
  return proposalsInOrder(workshop).map((proposal) => {
    const grown = clusters.filter(({ id }) => proposal.clusterIds.includes(id));
    return {
      id: proposal.id,
      name: proposal.fields.title,
      line: proposal.fields.problem,
      theme: themeOf(grown[0]),
      needs: grown.reduce((sum, cluster) => sum + needsIn(cluster), 0),
      href: proposalPath(workshopId, proposal.id),
    };
  });
}

/** The items of a round in its order; what was removed since keeps its place without a name. */
export function useItems(round: Round): readonly (VotedItem | null)[] {
  const workshop = useWorkshop();
  const index = useWallIndex();
  return useMemo(() => {
    const known = new Map(itemsOf(workshop, index, round.over).map((item) => [item.id, item]));
    return round.items.map((id) => known.get(id) ?? null);
  }, [workshop, index, round]);
}
