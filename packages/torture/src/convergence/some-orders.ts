/** What somebody on the wall or at a table may want, by two numbers, so that fast-check can make it smaller. */
import { newId } from '@tavolo/client/connection/ids';
import {
  type CardId,
  type ClusterId,
  type Order,
  PHASES,
  type ProposalId,
  type TableId,
  type Workshop,
} from '@tavolo/model';

function chosen<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

export function orderOf(workshop: Workshop, what: number, pick: number): Order | null {
  const cardId = chosen([...workshop.cards.keys()], pick);
  const clusterId = chosen([...workshop.clusters.keys()], pick >> 2);
  const other = chosen([...workshop.cards.keys()], pick >> 3) ?? null;
  switch (what) {
    case 0:
    case 1:
    case 2:
      return {
        type: 'writeCard',
        cardId: newId<CardId>(),
        kind: 'need',
        text: `bisogno ${pick}`,
        language: 'it',
        themeId: null,
        signed: pick % 2 === 0,
        writtenIn: workshop.phase,
      };
    case 3:
      return {
        type: 'createCluster',
        clusterId: newId<ClusterId>(),
        themeId: null,
        name: `gruppo ${pick}`,
        question: '',
        x: pick,
        y: pick,
      };
    case 4:
    case 5:
      if (cardId === undefined) return null;
      return { type: 'placeCard', cardId, clusterId: clusterId ?? null, after: other };
    case 6:
      if (cardId === undefined) return null;
      return { type: 'editCard', cardId, text: `altro ${pick}`, language: 'it', themeId: null };
    case 7:
      return cardId === undefined ? null : { type: 'withdrawCard', cardId };
    case 8:
      return cardId === undefined ? null : { type: 'restoreCard', cardId };
    case 9:
      if (cardId === undefined || other === null) return null;
      return { type: 'mergeCards', intoId: other, cardIds: [cardId] };
    case 10:
      if (clusterId === undefined) return null;
      return { type: 'moveCluster', clusterId, x: pick, y: -pick };
    case 11:
      return { type: 'moveToPhase', phase: PHASES[1 + (pick % 4)] ?? 'listen', afterS: 0 };
    case 12:
      return { type: 'moveToPhase', phase: pick % 3 === 0 ? 'plenary' : 'tables', afterS: 0 };
    case 13:
    case 14:
    case 15:
    case 16:
      return orderAtTables(workshop, what, pick);
    default:
      return orderOf(workshop, what % 11, pick);
  }
}

/** What happens to tables and proposals. */
export function orderAtTables(workshop: Workshop, what: number, pick: number): Order | null {
  const tableId = chosen([...workshop.tables.keys()], pick);
  const clusterId = chosen([...workshop.clusters.keys()], pick >> 2);
  const proposalId = chosen([...workshop.proposals.keys()], pick >> 1);
  if (what === 13) {
    const seatId = chosen([...workshop.seats.keys()], pick);
    if (pick % 4 === 0 || seatId === undefined) {
      return { type: 'createTable', tableId: newId<TableId>(), name: `tavolo ${pick}` };
    }
    return { type: 'assignTable', seatId, tableId: tableId ?? null };
  }
  if (what === 14) {
    if (tableId === undefined || clusterId === undefined) return null;
    const more = { tableId, clusterIds: [clusterId], title: `proposta ${pick}` };
    return { type: 'createProposal', proposalId: newId<ProposalId>(), ...more };
  }
  if (proposalId === undefined) return null;
  const edit = { type: 'editProposalField', proposalId } as const;
  return pick % 2 === 0
    ? { ...edit, field: 'problem', value: `problema ${pick}` }
    : { ...edit, field: 'steps', value: [`passo ${pick}`, ` passo ${pick} `] };
}
