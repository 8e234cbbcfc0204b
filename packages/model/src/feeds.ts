/**
 * Which feeds carry what a decision changed. A command's answer names those that its
 * sender receives, so that a pending command leaves the screen when they have caught up.
 */
import type { WorkshopEvent } from './events.ts';
import type { CardId, SeatId, TableId } from './ids.ts';
import type { Seat } from './people.ts';
import { tableLedBy } from './tables.ts';
import { countsHandsAt, hasQueue, isQueued, seesRoster } from './view.ts';
import type { Workshop } from './workshop.ts';

export type FeedName = 'board' | 'mine' | 'queue' | 'roster';

/** What a decision touches. */
export interface Touched {
  /** Something that every seat may read. */
  readonly board: boolean;
  /** Seats whose own cards or role changed. */
  readonly mine: ReadonlySet<SeatId>;
  /** What a facilitator's queue shows: what waits for moderation, or the bin. */
  readonly queue: boolean;
  /** Who is here and in which role. */
  readonly roster: boolean;
}

/** `before` and `after` are the full states around all events of one decision. */
export function touchedBy(
  before: Workshop,
  after: Workshop,
  events: readonly WorkshopEvent[],
): Touched {
  const mine = new Set<SeatId>();
  let board = false;
  let queue = false;
  let roster = false;
  for (const event of events) {
    switch (event.type) {
      case 'seatTaken':
        mine.add(event.seat.id);
        board ||= isHostChange(before, after, event.seat.id);
        roster = true;
        break;
      case 'seatAssigned':
        mine.add(event.seatId);
        board ||= isHostChange(before, after, event.seatId);
        roster = true;
        break;
      case 'roleSet':
        mine.add(event.seatId);
        board ||= isHostChange(before, after, event.seatId);
        queue = true;
        roster = true;
        break;
      case 'cardWritten':
      case 'cardEdited':
      case 'cardWithdrawn':
      case 'cardRestored':
      case 'cardApproved':
      case 'cardsRevealed':
      case 'cardPlaced':
      case 'cardUnmerged': {
        const ids = event.type === 'cardsRevealed' ? event.cardIds : [idOf(event)];
        for (const id of ids) {
          for (const state of [before, after]) {
            const card = state.cards.get(id);
            if (card === undefined) continue;
            board ||= card.status === 'published';
            queue ||= isQueued(state, card);
            if (card.author !== null) mine.add(card.author);
          }
        }
        break;
      }
      // A voter's own picture: in no log, and in no feed that a decision goes into.
      case 'dotsSet':
        break;
      case 'handsEntered':
        for (const seat of countersOf(after, event.hands.tableId)) mine.add(seat.id);
        break;
      case 'roundClosed':
        board = true;
        // What was counted by hand is in the result now.
        for (const { tableId } of before.hands.values())
          for (const seat of countersOf(after, tableId)) mine.add(seat.id);
        break;
      case 'clusterRemoved':
        board = true;
        // Cards in the bin may have lain in it too: their own feeds carry where they were.
        for (const card of before.cards.values()) {
          if (card.clusterId !== event.clusterId || card.status === 'published') continue;
          queue ||= isQueued(before, card);
          if (card.author !== null) mine.add(card.author);
        }
        break;
      case 'readySet':
      case 'handSet':
        mine.add(event.seatId);
        roster = true;
        break;
      case 'seatAdmitted':
      case 'seatExpelled':
        mine.add(event.seatId);
        board ||= isHostChange(before, after, event.seatId);
        queue = true;
        roster = true;
        break;
      case 'phaseMoved':
      case 'demonstrationCleared':
        board = true;
        queue = true;
        // Whoever was ready is not, in the new phase.
        for (const seat of before.seats.values()) {
          if (!seat.ready) continue;
          mine.add(seat.id);
          roster = true;
        }
        // The phase decides what is readable in the queue; a cleared board empties everybody's own cards.
        // A cleared board has no tables either, and those are on the seats.
        if (event.type === 'demonstrationCleared') {
          roster = true;
          for (const id of after.seats.keys()) mine.add(id);
        }
        break;
      default:
        board = true;
    }
  }
  return { board, mine, queue, roster };
}

/** The feeds that this seat receives and that the decision changed, in a fixed order. */
export function feedsOf(touched: Touched, after: Workshop, seatId: SeatId): FeedName[] {
  const seat = after.seats.get(seatId);
  const feeds: FeedName[] = [];
  if (touched.board) feeds.push('board');
  if (touched.mine.has(seatId)) feeds.push('mine');
  if (touched.queue && hasQueue(seat)) feeds.push('queue');
  if (touched.roster && seesRoster(seat)) feeds.push('roster');
  return feeds;
}

/** A table shows who leads it, so that everybody reads of a host who comes or goes. */
function isHostChange(before: Workshop, after: Workshop, seatId: SeatId): boolean {
  return tableLedBy(before.seats.get(seatId)) !== tableLedBy(after.seats.get(seatId));
}

/** Who is told of what was counted at a table. */
function countersOf(state: Workshop, tableId: TableId): Seat[] {
  return [...state.seats.values()].filter((seat) => countsHandsAt(seat, tableId));
}

function idOf(event: Extract<WorkshopEvent, { cardId: CardId } | { type: 'cardWritten' }>): CardId {
  return event.type === 'cardWritten' ? event.card.id : event.cardId;
}
