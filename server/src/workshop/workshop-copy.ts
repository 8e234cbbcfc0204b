/**
 * What this node knows of one workshop: its state, its board, the numbers that people are
 * told and the first answers to commands. A pure function of the log: decisions are applied in their order, and nothing
 * else changes it. Whatever is kept here has to be in a snapshot, too (`snapshot.ts`).
 */
import { createHash } from 'node:crypto';
import { emptyBoard, project } from '@tavolo/documents';
import {
  type CountedNumbers,
  evolveAll,
  Numbers,
  type SeatId,
  type Touched,
  touchedBy,
  UNOPENED,
  type Workshop,
} from '@tavolo/model';
import type * as Y from 'yjs';
import type { Decision } from '../storage/storage.ts';
import type { Performed } from './contract.ts';

/** What a command that was accepted is answered, also when it comes again. */
export type Acceptance = Extract<Performed, { ok: true }>;

/** The states around a decision, what it touched, and its answer. */
export interface Applied {
  readonly before: Workshop;
  readonly after: Workshop;
  readonly touched: Touched;
  readonly answer: Acceptance;
}

/** As a snapshot brings it back. */
export interface CopyContents {
  readonly board: Y.Doc;
  readonly answers: Map<string, Acceptance>;
  readonly numbers: CountedNumbers;
  readonly state: Workshop;
  readonly seq: number;
  readonly lastAt: number;
  readonly anchor: string;
}

export class WorkshopCopy {
  readonly board: Y.Doc;
  /** First answers, by `answerKey`; they live as long as the workshop. */
  readonly answers: Map<string, Acceptance>;
  readonly numbers: Numbers;
  #state: Workshop;
  #seq: number;
  #lastAt: number;
  /** The last decision; only its anchor where nothing has been applied since the snapshot. */
  #last: Decision | string;

  /** Before the first decision, or as it was kept. */
  constructor(kept: CopyContents | null = null) {
    this.board = kept?.board ?? emptyBoard();
    this.answers = kept?.answers ?? new Map();
    this.numbers = kept === null ? new Numbers() : Numbers.from(kept.numbers, kept.state);
    this.#state = kept?.state ?? UNOPENED;
    this.#seq = kept?.seq ?? 0;
    this.#lastAt = kept?.lastAt ?? 0;
    this.#last = kept?.anchor ?? '';
  }

  get state(): Workshop {
    return this.#state;
  }

  /** The last decision applied, by the log's own number: no person is told it (rule R6). */
  get seq(): number {
    return this.#seq;
  }

  /** When the last decision was taken: time never runs backwards in the log. */
  get lastAt(): number {
    return this.#lastAt;
  }

  /** Says with which decision the log ended that led here: a number alone could be that of another past. */
  get anchor(): string {
    return typeof this.#last === 'string' ? this.#last : anchorOf(this.#last);
  }

  apply(decision: Decision): Applied {
    const before = this.#state;
    const after = evolveAll(before, decision.events);
    this.#state = after;
    this.#seq = decision.seq;
    this.#last = decision;
    this.#lastAt = Math.max(this.#lastAt, decision.at);
    const touched = touchedBy(before, after, decision.events);
    this.numbers.count(touched, after);
    project(this.board, before, after, decision.events, this.numbers.board);
    const seq = this.numbers.answer(decision.seatId, decision.in);
    const answer: Acceptance = { ok: true, seq, in: decision.in };
    const key = answerKey(decision.seatId, decision.cmdId);
    if (key !== null) this.answers.set(key, answer);
    return { before, after, touched, answer };
  }
}

export function anchorOf({ seq, seatId, cmdId, type, at, events, in: feeds }: Decision): string {
  const whole = JSON.stringify([seq, seatId, cmdId, type, at, events, feeds]);
  return createHash('sha256').update(whole).digest('hex');
}

/** A cmdId counts per workshop and seat; null for what nobody can repeat. */
export function answerKey(seatId: SeatId | null, cmdId: string | null): string | null {
  return seatId === null || cmdId === null ? null : `${seatId} ${cmdId}`;
}
