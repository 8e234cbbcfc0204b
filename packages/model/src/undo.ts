/**
 * Undo of one's own last action: the orders that take a command back, worked out from the
 * state before it. They are ordinary commands, so rights and later changes by others hold.
 */
import { may } from './access.ts';
import type { Order } from './commands/index.ts';
import type { CardId, ClusterId } from './ids.ts';
import type { Proposal, ProposalField } from './proposals.ts';
import { cardsOfCluster, neighbourBefore, trayCards } from './wall.ts';
import type { Workshop } from './workshop.ts';

/** Orders that undo `order`, in the order to send them; null where there is no way back. */
export function inverseOf(before: Workshop, order: Order): readonly Order[] | null {
  switch (order.type) {
    case 'writeCard':
      return [{ type: 'withdrawCard', cardId: order.cardId }];
    case 'withdrawCard':
      return [{ type: 'restoreCard', cardId: order.cardId }, ...mergesBack(before, order.cardId)];
    case 'restoreCard': {
      // Somebody else's card can be taken out of the bin, but not put there.
      const author = before.cards.get(order.cardId)?.author ?? null;
      return author === null ? null : [{ type: 'withdrawCard', cardId: order.cardId }];
    }
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
      const { id: clusterId, tableId, pass: _, ...rest } = cluster;
      const cards = cardsOfCluster(before, clusterId);
      return [
        { type: 'createCluster', clusterId, ...rest },
        ...(tableId === null ? [] : [{ type: 'assignCluster', clusterId, tableId } as const]),
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
      const changed = asBefore(cluster, order, ['name', 'question', 'themeId']);
      return [{ type: 'renameCluster', clusterId: cluster.id, ...changed }];
    }
    case 'moveCluster': {
      const cluster = before.clusters.get(order.clusterId);
      if (cluster === undefined) return null;
      return [{ type: 'moveCluster', clusterId: cluster.id, x: cluster.x, y: cluster.y }];
    }
    case 'mergeCards':
      return [
        { type: 'unmergeCards', cardIds: order.cardIds },
        ...placesBack(before, new Set(order.cardIds)),
      ];
    case 'unmergeCards': {
      const heads = new Map(
        order.cardIds.map((cardId) => [cardId, before.cards.get(cardId)?.mergedInto ?? null]),
      );
      return [...heads].flatMap(([cardId, intoId]) =>
        intoId === null ? [] : [{ type: 'mergeCards', intoId, cardIds: [cardId] } as const],
      );
    }
    case 'editWorkshop': {
      const changed = asBefore(before, order, ['title', 'challenge', 'audience', 'language']);
      return [{ type: 'editWorkshop', ...changed }];
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
    case 'assignTable': {
      const seat = before.seats.get(order.seatId);
      return seat === undefined
        ? null
        : [{ type: 'assignTable', seatId: seat.id, tableId: seat.tableId }];
    }
    case 'editProposalField': {
      const proposal = before.proposals.get(order.proposalId);
      if (proposal === undefined) return null;
      return [fieldBack(proposal, order.field)];
    }
    case 'renameTable': {
      const table = before.tables.get(order.tableId);
      return table === undefined ? null : [{ ...order, name: table.name }];
    }
    case 'assignCluster': {
      const cluster = before.clusters.get(order.clusterId);
      return cluster === undefined ? null : [{ ...order, tableId: cluster.tableId }];
    }
    case 'joinTable': {
      // A view has one's own seat, and the facilitator's view has more: who asks is not told here.
      return before.seats.size === 1
        ? [...before.seats.values()].map(({ tableId }) => ({ type: 'joinTable', tableId }) as const)
        : null;
    }
    case 'setReady':
      return [{ type: 'setReady', on: !order.on }];
    case 'raiseHand':
      return null;
    case 'setDots': {
      const seats = [...before.ballots.values()].filter(({ roundId }) => roundId === order.roundId);
      // A view has one ballot at most, one's own.
      const was = seats[0]?.dots.find(({ item }) => item === order.item);
      return [
        { ...order, n: was?.n ?? 0, version: Math.max(order.version, was?.version ?? 0) + 1 },
      ];
    }
    // Announcing a phase has its own cancel; what was revealed has been read.
    case 'moveToPhase':
    case 'cancelMove':
    case 'revealCards':
    case 'approveCard':
    case 'createTheme':
    case 'createTable':
    case 'createProposal':
    case 'setPhases':
    case 'assignEvenly':
    case 'setSelfSeating':
    case 'setPause':
    case 'setLink':
    case 'setWaitingRoom':
    case 'setSpotlight':
    case 'lowerHand':
    case 'admitSeat':
    case 'expelSeat':
    case 'proposeAmendment':
    case 'closeWorkshop':
    case 'reopenWorkshop':
    case 'openRound':
    case 'closeRound':
    case 'enterHands':
    case 'setTimer':
    case 'setLock':
      return null;
  }
}

/** What the order named and changed, as it was: the rest may be somebody else's by now. */
function asBefore<Thing extends object, Key extends keyof Thing>(
  before: Thing,
  order: Partial<Pick<Thing, Key>>,
  keys: readonly Key[],
): Partial<Pick<Thing, Key>> {
  const back: Partial<Pick<Thing, Key>> = {};
  for (const key of keys) {
    if (order[key] !== undefined && order[key] !== before[key]) back[key] = before[key];
  }
  return back;
}

function fieldBack({ id, fields }: Proposal, field: ProposalField): Order {
  // The value was taken from that very field; the compiler loses the pair over the index.
  return { type: 'editProposalField', proposalId: id, field, value: fields[field] } as Order;
}

/** Withdrawing a card frees what was merged into it; whoever may merge lays it under the card again. */
function mergesBack(before: Workshop, cardId: CardId): Order[] {
  const author = before.cards.get(cardId)?.author ?? null;
  const seat = author === null ? undefined : before.seats.get(author);
  if (seat === undefined || may(seat, 'merge', {}, before) !== true) return [];
  const cardIds = [...before.cards.values()]
    .filter((card) => card.mergedInto === cardId && card.status === 'published')
    .map((card) => card.id);
  return cardIds.map((original) => ({ type: 'mergeCards', intoId: cardId, cardIds: [original] }));
}

/** Un-merging puts an original behind its head; these put each back where it lay before. */
function placesBack(before: Workshop, cardIds: ReadonlySet<CardId>): Order[] {
  const clusters = new Set<ClusterId | null>();
  for (const id of cardIds) clusters.add(before.cards.get(id)?.clusterId ?? null);
  return [...clusters].flatMap((clusterId): Order[] => {
    const cards = clusterId === null ? trayCards(before) : cardsOfCluster(before, clusterId);
    return cards.flatMap((card, index): Order[] => {
      if (!cardIds.has(card.id)) return [];
      const after = clusterId === null ? null : (cards[index - 1]?.id ?? null);
      return [{ type: 'placeCard', cardId: card.id, clusterId, after }];
    });
  });
}
