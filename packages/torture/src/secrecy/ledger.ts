/**
 * Who may ever have read which words. Every text that somebody writes carries a canary of
 * its own; here its readers are worked out from RULES.md (A1, A6, P3, R1, R2) alone, without
 * a line of the program that is under attack. A new kind of private words (a ballot, a note)
 * plants its canary with `plant` and names its readers with `open`.
 */
import type { Phase, Role } from '@tavolo/model';

/** As in `cnry1x7z`: easy to find in whatever somebody has heard. */
export const CANARY = /cnry[0-9a-z]+x[0-9a-z]+z/g;

/**
 * Dots carry a number that only its voter has chosen: of thirteen digits, and later than any
 * time in milliseconds, it is found wherever a ballot has gone. Digits after a point are a measure.
 */
export const BALLOT_CANARY = { pattern: /(?<!\.)\b9\d{12}\b/g, first: 9_000_000_000_000 } as const;

export type Status = 'draft' | 'held' | 'published';

export interface KeptCard {
  readonly id: string;
  readonly author: string;
  readonly signed: boolean;
  status: Status;
  inBin: boolean;
  canary: string;
}

/** A draft that the next turning over shows. */
export function isCovered(card: KeptCard): boolean {
  return card.status === 'draft' && !card.inBin;
}

/** Facilitators read what is held in these phases alone (A6). */
const QUEUE_OPEN: ReadonlySet<Phase> = new Set<Phase>([
  ...(['prepare', 'listen', 'share', 'cluster', 'tables', 'follow-up'] as const),
]);

export class Ledger {
  readonly #session: number;
  readonly #prefix: string;
  readonly #readers = new Map<string, Set<string>>();
  readonly #everybody = new Set<string>();
  readonly #leading = new Set<string>();
  readonly cards = new Map<string, KeptCard>();
  /** What stands there without its author: cards, amendments. */
  readonly #unsigned = new Set<string>();
  #count = 0;

  /** `session` keeps the canaries of sessions apart: nobody hears those of another. */
  constructor(session: number) {
    this.#session = session;
    this.#prefix = `cnry${session.toString(36)}x`;
  }

  /** Words that nobody but `author` may read, until they are opened to others. */
  plant(author: string): string {
    this.#count += 1;
    const canary = `${this.#prefix}${this.#count.toString(36)}z`;
    this.#readers.set(canary, new Set([author]));
    return canary;
  }

  /** The number of somebody's dots, which nobody else may learn: not even after the close. */
  plantBallot(voter: string): number {
    this.#count += 1;
    const version = BALLOT_CANARY.first + this.#session * 1_000_000 + this.#count;
    this.#readers.set(String(version), new Set([voter]));
    return version;
  }

  /** From now on everybody who sits in this workshop may read it. */
  open(canary: string): void {
    this.#everybody.add(canary);
  }

  leads(seatId: string): void {
    this.#leading.add(seatId);
  }

  isLeading(seatId: string): boolean {
    return this.#leading.has(seatId);
  }

  /** After every step: what the new state of cards and phase lets people read. */
  settle(phase: Phase): void {
    for (const card of this.cards.values()) {
      if (card.status === 'published') this.open(card.canary);
      const inQueue = card.status === 'held' && !card.inBin && QUEUE_OPEN.has(phase);
      if (inQueue) for (const seatId of this.#leading) this.#readers.get(card.canary)?.add(seatId);
    }
  }

  /** Everything planted that was never opened to everybody. */
  get hidden(): number {
    return this.#count - this.#everybody.size;
  }

  mayRead(seatId: string, canary: string): boolean {
    return this.#everybody.has(canary) || this.#readers.get(canary)?.has(seatId) === true;
  }

  /** Nothing may name the author beside this id. */
  isUnsigned(id: string): boolean {
    return this.#unsigned.has(id);
  }

  unsigned(id: string): void {
    this.#unsigned.add(id);
  }
}

/** Rule A1 for needs, with C6 for what was written for a phase that is over. Null: refused. */
export function arrivalOf(role: Role, phase: Phase, writtenIn: Phase): Status | null {
  if (mayAdd(role, phase)) {
    if (phase === 'write') return 'draft';
    return phase === 'follow-up' ? 'held' : 'published';
  }
  return mayAdd(role, writtenIn) ? 'held' : null;
}

const ADD_NEED: Partial<Record<Phase, string>> = {
  prepare: 'F',
  listen: 'FTNPCR',
  write: 'FTPC',
  share: 'FT',
  cluster: 'FT',
  tables: 'FT',
  'follow-up': 'FNR',
};

const LETTERS: Record<Role, string> = {
  facilitator: 'F',
  'co-facilitator': 'T',
  'table-host': 'T',
  antenna: 'N',
  partner: 'P',
  participant: 'C',
  contributor: 'R',
  observer: 'O',
};

function mayAdd(role: Role, phase: Phase): boolean {
  return ADD_NEED[phase]?.includes(LETTERS[role]) === true;
}
