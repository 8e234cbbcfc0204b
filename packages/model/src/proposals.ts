/**
 * A proposal: the service sheet of structured fields and where it stands. Its co-written
 * text is a document of its own, which is not part of this state.
 */
import { may } from './access.ts';
import type { Card } from './cards.ts';
import type { CardId, ClusterId, ProposalId, TableId } from './ids.ts';
import { themesOfClusters } from './locks.ts';
import type { Seat } from './people.ts';
import type { Refusal } from './refusal.ts';
import { cardsByCluster, cardsOfCluster } from './wall.ts';
import type { Workshop } from './workshop.ts';

/** A proposal's life. A postponed one is proposed again on its review date. */
export const PROPOSAL_STATUSES = [
  'draft',
  'amendable',
  'proposed',
  'approved',
  'approved-with-conditions',
  'rejected',
  'postponed',
  'committed',
  'in-progress',
  'realised',
  'stopped',
] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];

export const PROPOSAL_AUDIENCES = ['employees', 'residents', 'both'] as const;
export type ProposalAudience = (typeof PROPOSAL_AUDIENCES)[number];

export const NOVELTIES = ['new', 'improvement'] as const;
export type Novelty = (typeof NOVELTIES)[number];

export const DECISION_OUTCOMES = [
  'approved',
  'approved-with-conditions',
  'rejected',
  'postponed',
] as const;
export type DecisionOutcome = (typeof DECISION_OUTCOMES)[number];

export const COMMITMENT_STATUSES = ['pending', 'kept', 'late', 'withdrawn'] as const;
export type CommitmentStatus = (typeof COMMITMENT_STATUSES)[number];

/** Something the service uses; `offerId` where it is an offer on the wall. */
export interface SheetResource {
  readonly what: string;
  readonly offerId: CardId | null;
}

/** One line of the costs; nobody covers it yet where `coveredBy` is null. */
export interface SheetCost {
  readonly what: string;
  /** Whole euro. */
  readonly amount: number;
  readonly coveredBy: string | null;
}

/** The first step, to be done within 90 days. */
export interface SheetFirstStep {
  readonly what: string;
  /** `YYYY-MM-DD` */
  readonly by: string | null;
}

/** The structured fields; each is edited on its own, and the last accepted value wins. */
export interface ProposalFields {
  readonly title: string;
  readonly problem: string;
  /** How might we …? */
  readonly question: string;
  readonly beneficiaries: string;
  readonly audience: ProposalAudience | null;
  readonly novelty: Novelty | null;
  readonly steps: readonly string[];
  readonly resources: readonly SheetResource[];
  readonly costs: readonly SheetCost[];
  readonly partners: readonly string[];
  readonly risks: readonly string[];
  readonly indicators: readonly string[];
  readonly firstStep: SheetFirstStep;
}
export type ProposalField = keyof ProposalFields;

/** A field with its value, such as one edit brings. */
export type FieldValue = {
  readonly [Field in ProposalField]: {
    readonly field: Field;
    readonly value: ProposalFields[Field];
  };
}[ProposalField];

/** Responsibility belongs to an organisation and a role, not to a person. */
export interface Responsible {
  readonly organisation: string;
  readonly role: string;
}

export interface Decision {
  readonly outcome: DecisionOutcome;
  /** `YYYY-MM-DD` */
  readonly on: string;
  /** Who decided, such as the plenary. */
  readonly by: string;
  readonly reason: string;
}

export interface Commitment extends Responsible {
  readonly what: string;
  /** `YYYY-MM-DD` */
  readonly due: string;
  readonly status: CommitmentStatus;
}

export interface Proposal {
  readonly id: ProposalId;
  readonly tableId: TableId;
  /** The clusters it answers; one that was removed since keeps its id here, so that undo makes it whole. */
  readonly clusterIds: readonly ClusterId[];
  /** Position among the proposals, from 0. */
  readonly position: number;
  readonly status: ProposalStatus;
  readonly fields: ProposalFields;
  readonly decision: Decision | null;
  readonly commitments: readonly Commitment[];
  readonly owner: Responsible | null;
  readonly deputy: Responsible | null;
  /** `YYYY-MM-DD` */
  readonly reviewOn: string | null;
  /** Words that its text document begins with, where it says how the service works; empty as a rule. */
  readonly opening: string;
}

/** A sheet on which only the title stands. */
export function emptySheet(title: string): ProposalFields {
  return {
    title,
    problem: '',
    question: '',
    beneficiaries: '',
    audience: null,
    novelty: null,
    steps: [],
    resources: [],
    costs: [],
    partners: [],
    risks: [],
    indicators: [],
    firstStep: { what: '', by: null },
  };
}

/** Whole euro: what it costs, what somebody covers, and what is still to be found. */
export interface CostSummary {
  readonly total: number;
  readonly covered: number;
  readonly gap: number;
}

export function costsOf({ costs }: Pick<ProposalFields, 'costs'>): CostSummary {
  let total = 0;
  let covered = 0;
  for (const { amount, coveredBy } of costs) {
    total += amount;
    if (coveredBy !== null) covered += amount;
  }
  return { total, covered, gap: total - covered };
}

/** The needs it grew from: the shown needs of its clusters, in their order there. */
export function needsOf(state: Workshop, proposal: Proposal): Card[] {
  return needsAmong((clusterId) => cardsOfCluster(state, clusterId), proposal);
}

/** The same for many proposals: the cards are gone through once, not once for each cluster. */
export function needsOfEach(state: Workshop): (proposal: Proposal) => Card[] {
  const cards = cardsByCluster(state);
  return (proposal) => needsAmong((clusterId) => cards.get(clusterId) ?? [], proposal);
}

function needsAmong(
  cardsOf: (clusterId: ClusterId) => readonly Card[],
  { clusterIds }: Proposal,
): Card[] {
  return clusterIds.flatMap(cardsOf).filter((card) => card.kind === 'need');
}

/** All proposals, in their order. */
export function proposalsInOrder(state: Workshop): Proposal[] {
  return [...state.proposals.values()].sort(byPosition);
}

/** The proposals that grew from a cluster, in their order. */
export function proposalsOfCluster(state: Workshop, clusterId: ClusterId): Proposal[] {
  return proposalsInOrder(state).filter((proposal) => proposal.clusterIds.includes(clusterId));
}

/** May this seat write this proposal's sheet and its text, now? The same answer on both sides of the wire. */
export function mayWriteSheet(
  state: Workshop,
  seat: Seat,
  proposal: Pick<Proposal, 'tableId' | 'clusterIds'>,
): true | Refusal {
  const ownTable = seat.tableId === proposal.tableId;
  const themeIds = themesOfClusters(state, proposal.clusterIds);
  return may(seat, 'editSheet', { ownTable, themeIds }, state);
}

/** Positions repeat where two proposals were made from one view; their ids settle it. */
function byPosition(a: Proposal, b: Proposal): number {
  return a.position - b.position || (a.id < b.id ? -1 : 1);
}
