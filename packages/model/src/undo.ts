/**
 * Undo of one's own last action: the orders that take a command back, worked out from the
 * state before it. They are ordinary commands, so rights and later changes by others hold.
 */
import type { Order } from './commands/index.ts';
import { cardsOfCluster, neighbourBefore } from './wall.ts';
import type { Workshop } from './workshop.ts';

/** Orders that undo `order`, in the order to send them; null where there is no way back. */
export function inverseOf(before: Workshop, order: Order): readonly Order[] | null {
  switch (order.type) {
    case 'writeCard':
      return [{ type: 'withdrawCard', cardId: order.cardId }];
    case 'withdrawCard':
      return [{ type: 'restoreCard', cardId: order.cardId }];
    case 'restoreCard':
      return [{ type: 'withdrawCard', cardId: order.cardId }];
    case 'editCard': {
      const card = before.cards.get(order.cardId);
      if (card === undefined) return null;
      const { id: cardId, text, language, themeId } = card;
      return [{ type: 'editCard', cardId, text, language, themeId }];
    }
    case 'placeCard': {
      const card = before.cards.get(order.cardId);
      if (card === undefined) return null;
      const after = neighbourBefore(before, card);
      return [{ type: 'placeCard', cardId: card.id, clusterId: card.clusterId, after }];
    }
    case 'createCluster':
      return [{ type: 'removeCluster', clusterId: order.clusterId }];
    case 'removeCluster': {
      const cluster = before.clusters.get(order.clusterId);
      if (cluster === undefined) return null;
      const { id: clusterId, ...rest } = cluster;
      const cards = cardsOfCluster(before, clusterId);
      return [
        { type: 'createCluster', clusterId, ...rest },
        ...cards.map(
          (card, index) =>
            ({
              type: 'placeCard',
              cardId: card.id,
              clusterId,
              after: cards[index - 1]?.id ?? null,
            }) as const,
        ),
      ];
    }
    case 'renameCluster': {
      const cluster = before.clusters.get(order.clusterId);
      if (cluster === undefined) return null;
      const { id: clusterId, name, question } = cluster;
      return [{ type: 'renameCluster', clusterId, name, question }];
    }
    case 'moveCluster': {
      const cluster = before.clusters.get(order.clusterId);
      if (cluster === undefined) return null;
      return [{ type: 'moveCluster', clusterId: cluster.id, x: cluster.x, y: cluster.y }];
    }
    case 'mergeCards':
      return [{ type: 'unmergeCards', cardIds: order.cardIds }];
    case 'unmergeCards': {
      const heads = new Map(
        order.cardIds.map((cardId) => [cardId, before.cards.get(cardId)?.mergedInto ?? null]),
      );
      return [...heads].flatMap(([cardId, intoId]) =>
        intoId === null ? [] : [{ type: 'mergeCards', intoId, cardIds: [cardId] } as const],
      );
    }
    case 'renameTheme': {
      const theme = before.themes.get(order.themeId);
      return theme === undefined
        ? null
        : [{ type: 'renameTheme', themeId: theme.id, name: theme.name }];
    }
    case 'setRole': {
      const seat = before.seats.get(order.seatId);
      return seat === undefined ? null : [{ type: 'setRole', seatId: seat.id, role: seat.role }];
    }
    // Announcing a phase has its own cancel; what was revealed has been read.
    case 'moveToPhase':
    case 'cancelMove':
    case 'revealCards':
    case 'createTheme':
    case 'closeWorkshop':
    case 'reopenWorkshop':
      return null;
  }
}
