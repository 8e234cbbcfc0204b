import type { CardId, ClusterId, Order, ProposalId, TableId } from '@tavolo/model';
import { describe, expect, it } from 'vitest';
import { exportJson } from './export-json.ts';
import { after, cluster, idOf, need, opened, place, toPhase } from './testing/wall.ts';

const SHEET = idOf<ProposalId>(61);
const HOME = idOf<TableId>(71);
const resources: Order = {
  type: 'editProposalField',
  proposalId: SHEET,
  field: 'resources',
  value: [
    { what: 'Sala', offerId: null },
    { what: 'Registro', offerId: idOf<CardId>(13) },
  ],
};
const offering: Order = { ...(need(13, 'Un registro') as object), kind: 'offer' } as Order;

const wall = after(
  opened('Cura'),
  need(11, 'Primo'),
  need(12, 'Secondo'),
  offering,
  toPhase('cluster'),
  cluster(51, 'Badanti'),
  cluster(52, 'Altro'),
  place(11, 51),
  place(12, 51),
  { type: 'createTable', tableId: HOME, name: 'Tavolo 1' },
  toPhase('tables'),
  {
    type: 'createProposal',
    proposalId: SHEET,
    tableId: HOME,
    clusterIds: [idOf<ClusterId>(51), idOf<ClusterId>(52)],
    title: 'Sostituta in giornata',
  },
  resources,
  {
    type: 'editProposalField',
    proposalId: SHEET,
    field: 'costs',
    value: [
      { what: 'Avvio', amount: 100, coveredBy: 'Mutua' },
      { what: 'Primo anno', amount: 50, coveredBy: null },
    ],
  },
);

describe('tables and proposals in the JSON', () => {
  it('are there with their sheet and sums, needs and offers by the numbers of the file', () => {
    const out = exportJson(wall);
    const numberOf = (text: string) => out.cards.find((card) => card.text === text)?.number;
    expect(out.counts).toMatchObject({ tables: 1, proposals: 1 });
    expect(out.tables).toEqual([{ id: HOME, name: 'Tavolo 1' }]);
    const [proposal] = out.proposals;
    expect(proposal).toMatchObject({
      id: SHEET,
      tableId: HOME,
      clusterIds: [idOf(51), idOf(52)],
      status: 'draft',
      decision: null,
      commitments: [],
      fields: {
        title: 'Sostituta in giornata',
        resources: [
          { what: 'Sala', offer: null },
          { what: 'Registro', offer: numberOf('Un registro') },
        ],
      },
      sums: { total: 150, covered: 100, gap: 50 },
    });
    expect(proposal?.needs).toEqual([numberOf('Secondo'), numberOf('Primo')]);
    for (const inner of ['position', 'opening']) expect(proposal).not.toHaveProperty(inner);
  });

  it('name no cluster and no offer that has left the wall', () => {
    const later = after(
      wall,
      toPhase('share'),
      { type: 'withdrawCard', cardId: idOf<CardId>(13) },
      { type: 'removeCluster', clusterId: idOf<ClusterId>(51) },
    );
    const [proposal] = exportJson(later).proposals;
    expect(proposal?.clusterIds).toEqual([idOf(52)]);
    expect(proposal?.needs).toEqual([]);
    expect(proposal?.fields.resources[1]).toEqual({ what: 'Registro', offer: null });
  });
});
