/**
 * Dot votes: rounds, ballots, and counting. A ballot is secret: it is kept apart from the
 * log, read by its voter alone while the round is open, and by nobody afterwards. What
 * remains is the tally, made once, at the close.
 */
import { may } from './access.ts';
import type { ClusterId, ProposalId, RoundId, SeatId, TableId } from './ids.ts';
import { UNLOCKED } from './locks.ts';
import type { Workshop } from './workshop.ts';

export const ROUND_SUBJECTS = ['clusters', 'proposals'] as const;
export type RoundSubject = (typeof ROUND_SUBJECTS)[number];
export type VotedId = ClusterId | ProposalId;

/** With fewer ballots than this a ranking shows the order alone (rule V6). */
export const FEWEST_VOTERS = 5;

/** What everybody may read of a round, also while it is open. */
export interface Round {
  readonly id: RoundId;
  readonly over: RoundSubject;
  /** What is voted on, in the order in which it is shown. */
  readonly items: readonly VotedId[];
  readonly dotsPerSeat: number;
  readonly capPerItem: number;
  /** Contributors vote, too. */
  readonly remote: boolean;
  /** Whoever has the link votes: the result is labelled indicative. */
  readonly openLink: boolean;
  /** When it closes by itself, server time. */
  readonly closesAt: number | null;
  /** Position among the rounds, from 0. */
  readonly position: number;
  /** Null while it is open. */
  readonly result: RoundResult | null;
}

export interface RoundResult {
  /** Seats that gave at least one dot, of those that might have. */
  readonly voters: number;
  readonly eligible: number;
  /** First the first; what has the same count has the same rank, in the round's order. */
  readonly ranking: readonly RankedItem[];
}

export interface RankedItem {
  readonly item: VotedId;
  /** From 1; after two of the first rank comes the third. */
  readonly rank: number;
  /** Null where too few have voted (rule V6). */
  readonly dots: number | null;
  /** Counted by table hosts for people without a device; part of the ranking, shown apart. */
  readonly hands: number;
}

/** Dots on one item. `version` rises with every change, so that a late arrival harms nothing. */
export interface Dots {
  readonly item: VotedId;
  readonly n: number;
  readonly version: number;
}

/** One voter's dots in one round. */
export interface Ballot {
  readonly roundId: RoundId;
  readonly dots: readonly Dots[];
}

/** Hands that a table's host has counted for one item of an open round. */
export interface HandCount {
  readonly roundId: RoundId;
  readonly tableId: TableId;
  readonly item: VotedId;
  readonly n: number;
}

export function handKey({ roundId, tableId, item }: Omit<HandCount, 'n'>): string {
  return `${roundId} ${tableId} ${item}`;
}

/** There is one at most. */
export function openRoundOf(state: Workshop): Round | null {
  for (const round of state.rounds.values()) if (round.result === null) return round;
  return null;
}

export function roundsInOrder(state: Workshop): Round[] {
  return [...state.rounds.values()].sort(
    (a, b) => a.position - b.position || (a.id < b.id ? -1 : 1),
  );
}

export function dotsUsed(dots: readonly Dots[]): number {
  return dots.reduce((sum, { n }) => sum + n, 0);
}

/** The dots with one item changed; says so where that is too many, or older than what is there. */
export function withDots(
  dots: readonly Dots[],
  change: Dots,
  dotsPerSeat: number,
): readonly Dots[] | 'stale' | 'over-budget' {
  const present = dots.find(({ item }) => item === change.item);
  if (present !== undefined && change.version <= present.version) return 'stale';
  const others = dots.filter(({ item }) => item !== change.item);
  const next = [...others, change].sort((a, b) => (a.item < b.item ? -1 : 1));
  return dotsUsed(next) > dotsPerSeat ? 'over-budget' : next;
}

/** Seats that may vote in this round. */
export function eligibleSeats(state: Workshop, round: Round): SeatId[] {
  const stage = { ...state, closed: false, lock: UNLOCKED, phase: 'prioritise' } as const;
  return [...state.seats.values()]
    .filter(({ waiting }) => !waiting)
    .filter((seat) => may(seat, 'vote', {}, stage) === true)
    .filter(({ role }) => role !== 'contributor' || round.remote || round.openLink)
    .map(({ id }) => id);
}

/** The count at the close (rules V5, V6, V8). */
export function countRound(
  round: Round,
  ballots: Iterable<Ballot>,
  hands: Iterable<HandCount>,
  eligible: number,
): RoundResult {
  const counts = new Map(round.items.map((item) => [item, { dots: 0, hands: 0 }]));
  let voters = 0;
  for (const { roundId, dots } of ballots) {
    if (roundId !== round.id) continue;
    if (dotsUsed(dots) > 0) voters += 1;
    for (const { item, n } of dots) {
      const count = counts.get(item);
      if (count !== undefined) count.dots += n;
    }
  }
  for (const { roundId, item, n } of hands) {
    const count = roundId === round.id ? counts.get(item) : undefined;
    if (count !== undefined) count.hands += n;
  }
  const rows = [...counts].map(([item, count]) => ({
    item,
    ...count,
    all: count.dots + count.hands,
  }));
  // Sorting is stable: ties stay in the round's order.
  rows.sort((a, b) => b.all - a.all);
  const isTold = voters === 0 || voters >= FEWEST_VOTERS;
  const ranking = rows.map(({ item, dots, hands: counted, all }) => ({
    item,
    rank: 1 + rows.filter((other) => other.all > all).length,
    dots: isTold ? dots : null,
    hands: counted,
  }));
  return { voters, eligible, ranking };
}
