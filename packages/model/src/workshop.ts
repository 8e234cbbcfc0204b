import type { Amendment } from './amendments.ts';
import type { Card } from './cards.ts';
import type { Cluster, Place, Theme } from './clusters.ts';
import type {
  AmendmentId,
  CardId,
  ClusterId,
  PlaceId,
  ProposalId,
  RoundId,
  SeatId,
  TableId,
  ThemeId,
  WorkshopId,
} from './ids.ts';
import type { Language } from './languages.ts';
import { type Lock, UNLOCKED } from './locks.ts';
import type { Seat } from './people.ts';
import type { Phase } from './phases.ts';
import { type Plan, WHOLE_PLAN } from './plan.ts';
import type { Proposal } from './proposals.ts';
import type { Spotlight } from './spotlight.ts';
import { Table } from './table.ts';
import type { WorkTable } from './tables.ts';
import type { Timer } from './timer.ts';
import type { Ballot, HandCount, Round } from './votes.ts';

export const AUDIENCES = ['open', 'organisation', 'mixed'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** What is held for moderation. New workshops have `off` until there is a queue to release cards from. */
export const REVIEWS = ['off', 'remote', 'all'] as const;
export type Review = (typeof REVIEWS)[number];

/** An announced move: the phase takes effect at `at` (ms since the epoch, server time) unless cancelled. */
export interface PhaseMove {
  readonly phase: Phase;
  readonly at: number;
}

/** What a workshop is, apart from its tables. Every seat may read all of it. */
export interface WorkshopMeta {
  readonly id: WorkshopId | null;
  readonly title: string;
  readonly language: Language;
  readonly challenge: string;
  readonly audience: Audience;
  readonly review: Review;
  /** Marked on every screen, and may be reset. */
  readonly demonstration: boolean;
  /** A closed workshop can be read by its seats; nobody joins or writes. */
  readonly closed: boolean;
  /** Participants may create, move and rename clusters in phase 4, not just hosts. */
  readonly everyoneCanGroup: boolean;
  readonly phase: Phase;
  readonly move: PhaseMove | null;
  /** The room's countdown; a table may have its own. */
  readonly timer: Timer | null;
  readonly lock: Lock;
  readonly plan: Plan;
  /** How often the workshop has gone back, so that what is from before can be told. */
  readonly pass: number;
  readonly spotlight: Spotlight | null;
  /** A screen of pause is shown. */
  readonly paused: boolean;
  /** People choose their table themselves. */
  readonly selfSeating: boolean;
  /** The code lets people in. */
  readonly linkOpen: boolean;
  /** Newcomers wait until they are let in. */
  readonly waitingRoom: boolean;
}

/**
 * The `Visible` state that `decide` works on. The server's own has nothing left out;
 * a browser's is `view(state, seat)`, of the same type.
 */
export interface Workshop extends WorkshopMeta {
  readonly seats: Table<SeatId, Seat>;
  readonly themes: Table<ThemeId, Theme>;
  readonly clusters: Table<ClusterId, Cluster>;
  readonly places: Table<PlaceId, Place>;
  readonly cards: Table<CardId, Card>;
  readonly tables: Table<TableId, WorkTable>;
  readonly proposals: Table<ProposalId, Proposal>;
  readonly rounds: Table<RoundId, Round>;
  /** Hands counted in the open round, by `handKey`. In a view: those that one may count, of one's own table or all. */
  readonly hands: Table<string, HandCount>;
  /** In a view: one's own ballot in the open round. The server keeps ballots apart, and has none here. */
  readonly ballots: Table<SeatId, Ballot>;
  readonly amendments: Table<AmendmentId, Amendment>;
}

/** Before `openWorkshop`: `id` is null and every other command is refused. */
export const UNOPENED: Workshop = {
  id: null,
  title: '',
  language: 'it',
  challenge: '',
  audience: 'mixed',
  review: 'off',
  demonstration: false,
  closed: false,
  everyoneCanGroup: true,
  phase: 'prepare',
  move: null,
  timer: null,
  lock: UNLOCKED,
  plan: WHOLE_PLAN,
  pass: 0,
  spotlight: null,
  paused: false,
  selfSeating: false,
  linkOpen: true,
  waitingRoom: false,
  seats: Table.empty(),
  themes: Table.empty(),
  clusters: Table.empty(),
  places: Table.empty(),
  cards: Table.empty(),
  tables: Table.empty(),
  proposals: Table.empty(),
  rounds: Table.empty(),
  hands: Table.empty(),
  ballots: Table.empty(),
  amendments: Table.empty(),
};

/** The part of a workshop that is not a table. Its keys come in one order always: it is projected into bytes. */
export function metaOf(workshop: Workshop): WorkshopMeta {
  return {
    id: workshop.id,
    title: workshop.title,
    language: workshop.language,
    challenge: workshop.challenge,
    audience: workshop.audience,
    review: workshop.review,
    demonstration: workshop.demonstration,
    closed: workshop.closed,
    everyoneCanGroup: workshop.everyoneCanGroup,
    phase: workshop.phase,
    move: workshop.move === null ? null : { phase: workshop.move.phase, at: workshop.move.at },
    timer: workshop.timer,
    lock: workshop.lock,
    plan: workshop.plan,
    pass: workshop.pass,
    spotlight: workshop.spotlight,
    paused: workshop.paused,
    selfSeating: workshop.selfSeating,
    linkOpen: workshop.linkOpen,
    waitingRoom: workshop.waitingRoom,
  };
}
