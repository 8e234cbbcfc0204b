import type { Amendment } from './amendments.ts';
import type { BoardCard, CardStatus, HoldReason, OnBehalf } from './cards.ts';
import type { Cluster, Place, Theme } from './clusters.ts';
import type {
  CardId,
  ClusterId,
  ProposalId,
  RoundId,
  SeatId,
  TableId,
  ThemeId,
  WorkshopId,
} from './ids.ts';
import type { Language } from './languages.ts';
import type { Lock } from './locks.ts';
import type { Role, Seat } from './people.ts';
import type { Phase } from './phases.ts';
import type { Plan } from './plan.ts';
import type { FieldValue, Proposal } from './proposals.ts';
import type { Spotlight } from './spotlight.ts';
import type { WorkTable } from './tables.ts';
import type { Timer } from './timer.ts';
import type { Dots, HandCount, Round, RoundResult } from './votes.ts';
import type { Audience, Review } from './workshop.ts';

/**
 * What has happened. Events are facts: `evolve` applies them without asking.
 * They are stored as they are for ever, so a field may be added but never change its meaning.
 */
export type WorkshopEvent =
  | {
      readonly type: 'workshopOpened';
      readonly workshopId: WorkshopId;
      readonly title: string;
      readonly language: Language;
      readonly challenge: string;
      readonly audience: Audience;
      readonly review: Review;
      readonly demonstration: boolean;
    }
  /** Whole: what was not named in the command is as it was. */
  | {
      readonly type: 'workshopEdited';
      readonly title: string;
      readonly challenge: string;
      readonly audience: Audience;
      readonly language: Language;
    }
  | { readonly type: 'workshopClosed' }
  | { readonly type: 'workshopReopened' }
  /** Seats taken before there were tables have no `tableId`. */
  | {
      readonly type: 'seatTaken';
      readonly seat: Omit<Seat, 'tableId' | 'ready' | 'hand' | 'waiting'> &
        Partial<Pick<Seat, 'tableId' | 'waiting'>>;
    }
  | { readonly type: 'roleSet'; readonly seatId: SeatId; readonly role: Role }
  | {
      readonly type: 'seatAssigned';
      readonly seatId: SeatId;
      readonly tableId: TableId | null;
    }
  /** Tables made before they had timers have none. */
  | { readonly type: 'tableCreated'; readonly table: Omit<WorkTable, 'timer' | 'hosts'> }
  | { readonly type: 'proposalCreated'; readonly proposal: Proposal }
  | ProposalFieldEdited
  /** The author is the log's alone. */
  | {
      readonly type: 'amendmentProposed';
      readonly amendment: Amendment;
      readonly author: SeatId;
    }
  | { readonly type: 'themeCreated'; readonly theme: Theme }
  | { readonly type: 'themeRenamed'; readonly themeId: ThemeId; readonly name: string }
  | { readonly type: 'placeAdded'; readonly place: Place }
  | {
      readonly type: 'cardWritten';
      readonly card: Omit<BoardCard, 'pass'>;
      readonly author: SeatId | null;
      readonly status: Exclude<CardStatus, 'withdrawn'>;
      readonly heldFor: HoldReason | null;
      readonly onBehalf: OnBehalf | null;
    }
  | {
      readonly type: 'cardEdited';
      readonly cardId: CardId;
      readonly text: string;
      readonly language: Language;
      readonly themeId: ThemeId | null;
    }
  | { readonly type: 'cardWithdrawn'; readonly cardId: CardId }
  | { readonly type: 'cardRestored'; readonly cardId: CardId }
  /** A held card goes onto the wall. */
  | { readonly type: 'cardApproved'; readonly cardId: CardId }
  /** In the order in which they are to be turned over. */
  | { readonly type: 'cardsRevealed'; readonly cardIds: readonly CardId[] }
  | { readonly type: 'clusterCreated'; readonly cluster: Omit<Cluster, 'tableId' | 'pass'> }
  | {
      readonly type: 'clusterRenamed';
      readonly clusterId: ClusterId;
      readonly name: string;
      readonly question: string;
      /** Absent where the theme stays. */
      readonly themeId?: ThemeId | null;
    }
  | {
      readonly type: 'clusterMoved';
      readonly clusterId: ClusterId;
      readonly x: number;
      readonly y: number;
    }
  /** Its cards go back to the tray. */
  | { readonly type: 'clusterRemoved'; readonly clusterId: ClusterId }
  | {
      readonly type: 'cardPlaced';
      readonly cardId: CardId;
      readonly clusterId: ClusterId | null;
      readonly order: string | null;
    }
  /** New order keys for the cards of one cluster, after keys ran out of room. */
  | { readonly type: 'cardsRenumbered'; readonly orders: readonly (readonly [CardId, string])[] }
  | { readonly type: 'cardsMerged'; readonly intoId: CardId; readonly cardIds: readonly CardId[] }
  /** A merged original stands on its own again, at the place given. */
  | {
      readonly type: 'cardUnmerged';
      readonly cardId: CardId;
      readonly clusterId: ClusterId | null;
      readonly order: string | null;
    }
  | { readonly type: 'moveAnnounced'; readonly phase: Phase; readonly at: number }
  | { readonly type: 'moveCancelled' }
  | { readonly type: 'phaseMoved'; readonly phase: Phase }
  /** The room's timer, or that of a table; null where it was taken away. */
  | { readonly type: 'timerSet'; readonly tableId: TableId | null; readonly timer: Timer | null }
  | { readonly type: 'lockSet'; readonly lock: Lock }
  | { readonly type: 'phasesSet'; readonly plan: Plan }
  | { readonly type: 'tableRenamed'; readonly tableId: TableId; readonly name: string }
  | {
      readonly type: 'clusterAssigned';
      readonly clusterId: ClusterId;
      readonly tableId: TableId | null;
    }
  | { readonly type: 'switched'; readonly name: Switch; readonly on: boolean }
  | { readonly type: 'spotlightSet'; readonly spotlight: Spotlight | null }
  | { readonly type: 'readySet'; readonly seatId: SeatId; readonly ready: boolean }
  | { readonly type: 'handSet'; readonly seatId: SeatId; readonly hand: number | null }
  | { readonly type: 'seatAdmitted'; readonly seatId: SeatId }
  | { readonly type: 'seatExpelled'; readonly seatId: SeatId }
  | { readonly type: 'roundOpened'; readonly round: Round }
  | { readonly type: 'handsEntered'; readonly hands: HandCount }
  | { readonly type: 'roundClosed'; readonly roundId: RoundId; readonly result: RoundResult }
  /** In no log: a browser's picture of its own ballot, which the server keeps apart. */
  | {
      readonly type: 'dotsSet';
      readonly seatId: SeatId;
      readonly roundId: RoundId;
      readonly dots: readonly Dots[];
    }
  /** Everything but the seats is gone; what follows in the same decision fills the board again. */
  | { readonly type: 'demonstrationCleared' };

/** What a facilitator switches for the whole room. */
export type Switch = 'selfSeating' | 'paused' | 'linkOpen' | 'waitingRoom';

/** One field of the sheet has another value. */
type ProposalFieldEdited = FieldValue & {
  readonly type: 'proposalFieldEdited';
  readonly proposalId: ProposalId;
};

export type EventType = WorkshopEvent['type'];
