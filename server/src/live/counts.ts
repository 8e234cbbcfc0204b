/**
 * Numbers without names: who is here, what waits. They go out at most once a second; in
 * the private phase only every ten seconds by the clock, whoever asks, because the moment
 * at which a number moves would tell who has just saved a draft.
 */
import { eligibleSeats, openRoundOf, type SeatId, type Workshop } from '@tavolo/model';
import type { CountsFeed } from '@tavolo/protocol';

const PAUSE_MS = 1_000;
const PRIVATE_PAUSE_MS = 10_000;

export interface Counted {
  readonly present: number;
  readonly drafts: number;
  readonly held: number;
  readonly voting: CountsFeed['voting'];
  readonly ready: number;
  readonly waiting: number;
  /** Null in the private phase: when somebody comes and goes would tell whose draft is new. */
  readonly here: readonly SeatId[] | null;
}

export interface CountsOptions {
  readonly state: () => Workshop;
  /** Who has an open tab. */
  readonly present: () => ReadonlySet<SeatId>;
  /** Who has given a dot in the open round. */
  readonly voted: () => number;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly send: (counted: Counted) => void;
}

export class Counts {
  readonly #options: CountsOptions;
  #shown: Counted;
  #sentAt = 0;
  #timer: NodeJS.Timeout | null = null;
  #dueAt = 0;

  constructor(options: CountsOptions) {
    this.#options = options;
    this.#shown = this.#count();
  }

  /** What everybody has now; for who has just come. */
  get shown(): Counted {
    return this.#shown;
  }

  /** Something may have changed. */
  touch(): void {
    const now = this.#options.clock();
    const dueAt = this.#isPrivate()
      ? now + PRIVATE_PAUSE_MS - (now % PRIVATE_PAUSE_MS)
      : Math.max(now, this.#sentAt + PAUSE_MS);
    if (this.#timer !== null) {
      if (this.#dueAt <= dueAt) return;
      clearTimeout(this.#timer);
    }
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => this.#send(), dueAt - now);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #send(): void {
    this.#timer = null;
    this.#sentAt = this.#options.clock();
    const counted = this.#count();
    const before = this.#shown;
    this.#shown = counted;
    if (JSON.stringify(counted) !== JSON.stringify(before)) this.#options.send(counted);
  }

  #count(): Counted {
    let drafts = 0;
    let held = 0;
    for (const { status } of this.#options.state().cards.values()) {
      if (status === 'draft') drafts += 1;
      else if (status === 'held') held += 1;
    }
    let ready = 0;
    let waiting = 0;
    for (const seat of this.#options.state().seats.values()) {
      if (seat.ready) ready += 1;
      if (seat.waiting) waiting += 1;
    }
    const seats = this.#options.present();
    const here = this.#isPrivate() ? null : [...seats].sort();
    const voting = this.#voting();
    return { present: seats.size, drafts, held, voting, ready, waiting, here };
  }

  #voting(): Counted['voting'] {
    const state = this.#options.state();
    const round = openRoundOf(state);
    if (round === null) return null;
    const of = eligibleSeats(state, round).length;
    return { roundId: round.id, voted: this.#options.voted(), of };
  }

  #isPrivate(): boolean {
    return this.#options.state().phase === 'write';
  }
}
