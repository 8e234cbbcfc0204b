/**
 * What one person may see. The board document carries what everybody may read; `mine`,
 * `queue` and `roster` carry the rest. `view` is all of them together, and the browser
 * puts it together again from its feeds.
 */
import { may } from './access.ts';
import { boardCard, type Card, cardFromBoard } from './cards.ts';
import type { CardId, SeatId, TableId } from './ids.ts';
import type { Seat } from './people.ts';
import { Table } from './table.ts';
import { type Ballot, type HandCount, handKey } from './votes.ts';
import type { Workshop } from './workshop.ts';

/** Feed of one seat: itself, its own cards that are not on the wall, and which ones on the wall are its own. */
export interface Mine {
  readonly seat: Seat;
  readonly cards: readonly Card[];
  readonly published: readonly CardId[];
  /** Hands counted in the open round: a facilitator's are all, a host's those of the own table; empty for others. */
  readonly hands: readonly HandCount[];
}

/** Feed of the facilitator: what waits for moderation, and the bin. Authors are never in it. */
export interface Queue {
  readonly held: readonly Card[];
  readonly withdrawn: readonly Card[];
}

/** May this seat read this card? Works on the full state and on a view alike. */
export function canRead(state: Workshop, seat: Seat, card: Card): boolean {
  if (card.status === 'published') return true;
  if (card.author !== null && card.author === seat.id) return true;
  return isInQueue(state, seat, card);
}

function isInQueue(state: Workshop, seat: Seat, card: Card): boolean {
  return hasQueue(seat) && isQueued(state, card);
}

/** Is it in the queue of whoever facilitates now? A draft taken back never is. */
export function isQueued(state: Workshop, card: Card): boolean {
  if (card.status === 'held') {
    return may({ role: 'facilitator' }, 'moderate', {}, state) === true;
  }
  return card.status === 'withdrawn' && card.withdrawnFrom === 'published';
}

/** The card without what only its author and the server know. */
function withoutAuthor(card: Card): Card {
  return { ...card, author: null, onBehalf: null };
}

/** In the order of the random ids: a Table's own order depends on how much others have written, too. */
export function mineOf(state: Workshop, seatId: SeatId): Mine | null {
  const seat = state.seats.get(seatId);
  if (seat === undefined) return null;
  const cards: Card[] = [];
  const published: CardId[] = [];
  for (const card of state.cards.values()) {
    if (card.author !== seatId) continue;
    if (card.status === 'published') published.push(card.id);
    else cards.push({ ...card, onBehalf: null });
  }
  return {
    seat,
    cards: cards.sort(byId),
    published: published.sort(),
    hands: handsOf(state, seat),
  };
}

/** Whoever may count hands at a table sees what was counted there, and nothing else (rule V4). */
function handsOf(state: Workshop, seat: Seat): readonly HandCount[] {
  return [...state.hands.values()]
    .filter(({ tableId }) => countsHandsAt(seat, tableId))
    .sort((a, b) => (handKey(a) < handKey(b) ? -1 : 1));
}

/** Who is told of what was counted at a table: its hosts, and the facilitator, who may correct any. */
export function countsHandsAt(seat: Seat, tableId: TableId): boolean {
  if (seat.waiting) return false;
  if (seat.role === 'facilitator') return true;
  return seat.tableId === tableId && (seat.role === 'table-host' || seat.role === 'co-facilitator');
}

/** A seat's own ballot, as the voter alone is told. */
export function ballotOf(state: Workshop, seatId: SeatId): Ballot | null {
  return state.ballots.get(seatId) ?? null;
}

/** Who decides on what is held; nobody who is still at the door (rule S5). */
export function hasQueue(seat: Pick<Seat, 'role' | 'waiting'> | undefined): boolean {
  return seat !== undefined && !seat.waiting && seat.role === 'facilitator';
}

/** Null for whoever has no queue. Order is by random id, so that it tells nothing about time. */
export function queueOf(state: Workshop, seatId: SeatId): Queue | null {
  const seat = state.seats.get(seatId);
  if (!hasQueue(seat)) return null;
  const cards = [...state.cards.values()]
    .filter((card) => isQueued(state, card))
    .map(withoutAuthor)
    .sort(byId);
  return {
    held: cards.filter((card) => card.status === 'held'),
    withdrawn: cards.filter((card) => card.status === 'withdrawn'),
  };
}

function byId(a: Card, b: Card): number {
  return a.id < b.id ? -1 : 1;
}

/** Who seats people has to know who there is. */
export function seesRoster(seat: Pick<Seat, 'role' | 'waiting'> | undefined): boolean {
  if (seat === undefined || seat.waiting) return false;
  return seat.role === 'facilitator' || seat.role === 'co-facilitator';
}

/** All seats, for those who seat people; null for others, who meet each other by presence. */
export function rosterOf(state: Workshop, seatId: SeatId): readonly Seat[] | null {
  return seesRoster(state.seats.get(seatId)) ? [...state.seats.values()] : null;
}

/** What everybody reads: the wall alone, with no seats. */
export function wallOf(state: Workshop): Workshop {
  const cards: [CardId, Card][] = [];
  for (const card of state.cards.values()) {
    if (card.status === 'published') cards.push([card.id, cardFromBoard(boardCard(card))]);
  }
  return {
    ...state,
    seats: Table.empty(),
    cards: Table.from(cards),
    hands: Table.empty(),
    ballots: Table.empty(),
  };
}

/** Lays the feeds of one seat over the wall. Its own cards carry its seat as their author. */
export function withFeeds(
  wall: Workshop,
  mine: Mine | null,
  queue: Queue | null,
  roster: readonly Seat[] | null,
  ballot: Ballot | null = null,
): Workshop {
  let { cards } = wall;
  for (const card of [...(queue?.held ?? []), ...(queue?.withdrawn ?? [])]) {
    if (!cards.has(card.id)) cards = cards.set(card.id, card);
  }
  if (mine === null) return { ...wall, cards };
  for (const card of mine.cards) {
    // A feed may be a frame behind the board: what is already on the wall stays there.
    if (cards.get(card.id)?.status !== 'published') cards = cards.set(card.id, card);
  }
  for (const id of mine.published) {
    const card = cards.get(id);
    if (card !== undefined) cards = cards.set(id, owned(card, mine.seat.id));
  }
  const seats = new Map((roster ?? []).map((seat) => [seat.id, seat]));
  seats.set(mine.seat.id, mine.seat);
  const hands = Table.from(mine.hands.map((count) => [handKey(count), count] as const));
  const isOpen = ballot !== null && wall.rounds.get(ballot.roundId)?.result === null;
  const ballots: Workshop['ballots'] = isOpen
    ? Table.from([[mine.seat.id, ballot] as const])
    : Table.empty();
  return { ...wall, cards, seats: Table.from(seats), hands, ballots };
}

const OWNED = new WeakMap<Card, Card>();

/** The card with its author. The same object for the same card, so that `===` tells what changed. */
function owned(card: Card, author: SeatId): Card {
  const known = OWNED.get(card);
  if (known?.author === author) return known;
  const made = { ...card, author };
  OWNED.set(card, made);
  return made;
}

/** The workshop as one seat may see it; nothing at all but the wall for who has no seat. */
export function view(state: Workshop, seatId: SeatId): Workshop {
  return withFeeds(
    wallOf(state),
    mineOf(state, seatId),
    queueOf(state, seatId),
    rosterOf(state, seatId),
    ballotOf(state, seatId),
  );
}
