/**
 * Words that are nowhere else, so that they are found wherever they turn up: what each of them
 * belongs to, and who has ever been allowed to read it. The rule is written here once more,
 * apart from the program's.
 */
import type { Card, Seat, SeatId, Workshop } from '@tavolo/model';

const CANARY = /zq\d+qz/g;
/** Phases in which the queue is open, by RULES.md A6. */
const QUEUE_OPEN: ReadonlySet<string> = new Set([
  'prepare',
  'listen',
  'share',
  'cluster',
  'tables',
  'follow-up',
]);

export function canaryOf(n: number): string {
  return `zq${n}qz`;
}

export function canariesIn(text: string): readonly string[] {
  return text.match(CANARY) ?? [];
}

export class Canaries {
  #made = 0;
  /** Those that stand in a card; others are on things that everybody reads. */
  readonly #readers = new Map<string, Set<SeatId>>();
  readonly #seats = new Set<SeatId>();

  next(): string {
    this.#made += 1;
    return canaryOf(this.#made);
  }

  /** A state has come to be, somewhere: whoever may read now may have read. */
  allow(state: Workshop): void {
    for (const seatId of state.seats.keys()) this.#seats.add(seatId);
    for (const card of state.cards.values()) {
      for (const canary of canariesIn(card.text)) {
        const readers = this.#readers.get(canary) ?? new Set();
        this.#readers.set(canary, readers);
        for (const seat of state.seats.values())
          if (mayRead(state, seat, card)) readers.add(seat.id);
      }
    }
  }

  /** What in these bytes is not for this person; null where all is well. */
  leakTo(seatId: SeatId, hasRoster: boolean, bytes: Uint8Array): string | null {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    for (const canary of canariesIn(text)) {
      const readers = this.#readers.get(canary);
      if (readers !== undefined && !readers.has(seatId)) return `the words ${canary}`;
    }
    // It has all seats in it.
    if (hasRoster) return null;
    for (const other of this.#seats) {
      if (other !== seatId && text.includes(other)) return `the seat ${other}`;
    }
    return null;
  }
}

/** Rules R1 and R2. */
function mayRead(state: Workshop, seat: Seat, card: Card): boolean {
  if (card.status === 'published' || card.author === seat.id) return true;
  if (seat.role !== 'facilitator' || card.status === 'draft') return false;
  if (card.status === 'held') return QUEUE_OPEN.has(state.phase);
  return card.withdrawnFrom === 'published';
}
