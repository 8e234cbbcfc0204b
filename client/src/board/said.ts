/** What one has just done, as a sentence for the toast and for screen readers. */
import type { Order, Workshop } from '@tavolo/model';
import type { Text } from '../state/hooks.ts';

export function sentenceOf(orders: readonly Order[], workshop: Workshop, text: Text): string {
  // A new cluster is often made for a card: what it is called says more than where the card went.
  const order = orders.find(({ type }) => type === 'createCluster') ?? orders[0];
  if (order === undefined) return text('board.done');
  switch (order.type) {
    case 'placeCard': {
      if (order.clusterId === null) return text('board.movedToTray');
      const name = workshop.clusters.get(order.clusterId)?.name;
      return name === undefined ? text('board.done') : text('board.moved', { name });
    }
    case 'writeCard': {
      const written = orders.filter(({ type }) => type === 'writeCard').length;
      if (written > 1) return text('board.addedMany', { count: written });
      const status = workshop.cards.get(order.cardId)?.status;
      if (status === 'draft') return text('board.addedDraft');
      if (status === 'held') return text('board.addedHeld');
      return text(order.kind === 'need' ? 'board.addedNeed' : 'board.addedOffer');
    }
    case 'editCard':
      return text('board.edited');
    case 'withdrawCard':
      return text('board.withdrawn');
    case 'restoreCard':
      return text('board.restored');
    case 'mergeCards':
      return text('board.merged');
    case 'unmergeCards':
      return text('board.unmerged');
    case 'createCluster':
      return text('board.clusterCreated', { name: order.name });
    case 'renameCluster':
      return text('board.clusterRenamed');
    case 'moveCluster':
      return text('board.clusterMoved');
    case 'removeCluster':
      return text('board.clusterRemoved');
    case 'createTheme':
      return text('board.themeCreated', { name: order.name });
    case 'renameTheme':
      return text('board.themeRenamed', { name: order.name });
    case 'editWorkshop':
      return text('preparing.edited');
    case 'approveCard':
      return text('board.approved');
    case 'setRole': {
      const name = workshop.seats.get(order.seatId)?.name || text('common.nameless');
      return text('common.roleSet', { name, role: text(`common.role.${order.role}`) });
    }
    case 'proposeAmendment':
      return text('proposals.amendmentProposed');
    case 'createProposal':
      return text('proposals.created', { title: order.title });
    default:
      return text('board.done');
  }
}

/** Said above the reason when the server refuses it. */
export function refusedTitle(order: Order, text: Text): string {
  switch (order.type) {
    case 'placeCard':
    case 'moveCluster':
      return text('board.refusedMove');
    case 'writeCard':
    case 'createCluster':
    case 'createProposal':
    case 'proposeAmendment':
      return text('board.refusedWrite');
    case 'editCard':
    case 'renameCluster':
    case 'editProposalField':
    case 'editWorkshop':
      return text('board.refusedEdit');
    default:
      return text('board.refusedOther');
  }
}
