/**
 * What was heard, searched for what should not have been: words of others that were never
 * shown, and seats beside anonymous cards.
 */
import { BALLOT_CANARY, CANARY, type Ledger } from './ledger.ts';
import type { Heard, Person } from './person.ts';

export interface Leaks {
  /** Hidden words in somebody else's hands. */
  words: number;
  /** Somebody's dots in somebody else's hands. */
  ballots: number;
  /** Seats of others where they name nobody but an author. */
  authors: number;
  /** Words of anybody in what the operator reads. */
  spilled: number;
  /** The first few, for people. */
  readonly examples: string[];
}

export function noLeaks(): Leaks {
  return { words: 0, ballots: 0, authors: 0, spilled: 0, examples: [] };
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;
/** Whole documents travel as base64 in versions of a text. */
const BASE64 = /[A-Za-z0-9+/]{40,}={0,2}/g;
const EXAMPLES = 5;

export function searchPerson(
  person: Person,
  ledger: Ledger,
  seats: ReadonlySet<string>,
  leaks: Leaks,
): void {
  for (const heard of person.heard) {
    for (const canary of canariesIn(heard)) {
      if (ledger.mayRead(person.seatId, canary)) continue;
      leaks.words += 1;
      note(leaks, `${canary} to ${person.role}: ${around(heard, canary)}`);
    }
    for (const dots of heard.match(BALLOT_CANARY.pattern) ?? []) {
      if (ledger.mayRead(person.seatId, dots)) continue;
      leaks.ballots += 1;
      note(leaks, `a ballot to ${person.role}: ${around(heard, dots)}`);
    }
    const ids = new Set(heard.match(ID) ?? []);
    const others = [...ids].filter((id) => seats.has(id) && id !== person.seatId);
    if (others.length === 0) continue;
    const besideUnsigned = [...ids].some((id) => ledger.isUnsigned(id));
    if (ledger.isLeading(person.seatId) && !besideUnsigned) continue;
    leaks.authors += 1;
    note(leaks, `seat ${others[0]} to ${person.role}: ${around(heard, others[0] ?? '')}`);
  }
}

/** Logs and metrics hold nobody's words, and no line of theirs a seat beside a card. */
export function searchOperator(
  heard: readonly Heard[],
  seats: ReadonlySet<string>,
  isUnsigned: (id: string) => boolean,
  leaks: Leaks,
): void {
  for (const line of heard) {
    const canaries = canariesIn(line);
    const ids = line.match(ID) ?? [];
    const names = ids.some((id) => seats.has(id)) && ids.some(isUnsigned);
    const isBallot = BALLOT_CANARY.pattern.test(line);
    BALLOT_CANARY.pattern.lastIndex = 0;
    if (canaries.length === 0 && !isBallot && !names) continue;
    leaks.spilled += 1;
    note(leaks, `spilled: ${line.slice(0, 200)}`);
  }
}

function canariesIn(heard: Heard): string[] {
  const found: string[] = heard.match(CANARY) ?? [];
  for (const packed of heard.match(BASE64) ?? []) {
    found.push(...(Buffer.from(packed, 'base64').toString('latin1').match(CANARY) ?? []));
  }
  return [...new Set(found)];
}

function around(heard: Heard, what: string): string {
  const at = heard.indexOf(what);
  return JSON.stringify(heard.slice(Math.max(0, at - 60), at + 60));
}

function note(leaks: Leaks, example: string): void {
  if (leaks.examples.length < EXAMPLES) leaks.examples.push(example);
}
