/**
 * One workshop in memory: decide, commit, project, tell. Commands are taken in the order of
 * arrival; what arrives during a commit forms the next batch, decided on the state that the
 * batch itself builds up and appended in one go. Only what is on the disk becomes `state`,
 * reaches the board and is told to anybody.
 */
import { emptyBoard, PROJECTION_VERSION, project } from '@tavolo/documents';
import {
  type Actor,
  type AnyOrder,
  type Command,
  type Context,
  decide,
  evolveAll,
  feedsOf,
  isAskServer,
  isRefusal,
  SERVER,
  type SeatId,
  seatActor,
  touchedBy,
  UNOPENED,
  type Workshop,
  type WorkshopId,
} from '@tavolo/model';
import type * as Y from 'yjs';
import type { Decision, Storage, WorkshopRecord } from '../storage/storage.ts';
import { type Change, type OpenWorkshop, type Performed, StorageFailure } from './contract.ts';

/** Decisions read from the log at once. */
const PAGE = 500;
/** Commands decided and committed together at most; keeps one commit's latency bounded. */
const MAX_BATCH = 200;

export interface Surroundings {
  readonly storage: Storage;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** 32 random bits. */
  readonly random: () => number;
  /** After a commit of this node. */
  readonly committed: (workshop: LiveWorkshop) => void;
  /** A listener threw; it must not take the workshop down. */
  readonly listenerFailed: (error: unknown) => void;
}

interface Waiting {
  readonly actor: Actor;
  readonly order: AnyOrder;
  readonly cmdId: string | null;
  readonly resolve: (performed: Performed) => void;
  readonly reject: (error: Error) => void;
}

export class LiveWorkshop implements OpenWorkshop {
  readonly id: WorkshopId;
  readonly joinCode: string;
  readonly boardEpoch: string;
  readonly textEpoch: string;
  readonly board: Y.Doc = emptyBoard();
  readonly #around: Surroundings;
  readonly #listeners = new Set<(change: Change) => void>();
  /** First answers, by seat and cmdId; they live as long as the workshop. */
  readonly #answers = new Map<string, Extract<Performed, { ok: true }>>();
  #waiting: Waiting[] = [];
  #catchUps: { resolve: () => void; reject: (error: Error) => void }[] = [];
  #working = false;
  /** The present run of `#work`, or the last one. */
  #underWay: Promise<void> = Promise.resolve();
  #state: Workshop = UNOPENED;
  #seq = 0;
  /** When the last decision was taken: time never runs backwards in the log. */
  #lastAt = 0;
  /** A commit failed: nobody knows what is in the log until it has been read. */
  #unsure = false;

  constructor(record: WorkshopRecord, around: Surroundings) {
    this.id = record.id;
    this.joinCode = record.joinCode;
    this.boardEpoch = `${record.restore}.${PROJECTION_VERSION}`;
    this.textEpoch = `${record.restore}`;
    this.#around = around;
  }

  get seq(): number {
    return this.#seq;
  }

  get state(): Workshop {
    return this.#state;
  }

  /** Nothing is waiting or on its way to the disk. */
  get idle(): boolean {
    return !this.#working && this.#waiting.length === 0 && this.#catchUps.length === 0;
  }

  perform(seatId: SeatId, command: Command): Promise<Performed> {
    const { cmdId, ...order } = command;
    // Taking the id off a union leaves a union of orders; the compiler sees only one wide object.
    return this.#enqueue(seatActor(seatId), order as AnyOrder, cmdId);
  }

  order(order: AnyOrder, actor: Actor = SERVER): Promise<Performed> {
    return this.#enqueue(actor, order, null);
  }

  catchUp(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#catchUps.push({ resolve, reject });
      this.#start();
    });
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #enqueue(actor: Actor, order: AnyOrder, cmdId: string | null): Promise<Performed> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ actor, order, cmdId, resolve, reject });
      this.#start();
    });
  }

  /** Resolves once nothing is waiting any more. */
  async finish(): Promise<void> {
    while (!this.idle) await this.#underWay;
  }

  #start(): void {
    if (!this.#working) this.#underWay = this.#work();
  }

  /** The only place where anything changes; never runs twice at once. Rejections go to who waits. */
  async #work(): Promise<void> {
    this.#working = true;
    try {
      while (this.#waiting.length > 0 || this.#catchUps.length > 0) {
        await this.#answerCatchUps();
        const batch = this.#waiting.splice(0, MAX_BATCH);
        if (batch.length > 0) await this.#performBatch(batch);
      }
    } finally {
      this.#working = false;
    }
  }

  async #answerCatchUps(): Promise<void> {
    const asked = this.#catchUps.splice(0);
    if (asked.length === 0) return;
    try {
      await this.#readLog();
      for (const { resolve } of asked) resolve();
    } catch (error) {
      for (const { reject } of asked) reject(failure(error));
    }
  }

  async #performBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      if (this.#unsure) await this.#readLog();
      for (;;) {
        const plan = this.#plan(batch);
        if (plan.decisions.length > 0) {
          const appended = await this.#append(plan);
          if (!appended) continue;
          for (const decision of plan.decisions) this.#apply(decision);
          this.#around.committed(this);
        }
        batch.forEach((waiting, index) => {
          waiting.resolve(plan.answers[index] as Performed);
        });
        return;
      }
    } catch (error) {
      for (const { reject } of batch) reject(failure(error));
    }
  }

  /** False where another node was first: then its decisions have been read, and ours are taken anew. */
  async #append(plan: Plan): Promise<boolean> {
    try {
      const dueAt = plan.state.move?.at ?? null;
      const result = await this.#around.storage.append(this.id, plan.decisions, dueAt);
      if (result.ok) return true;
    } catch (error) {
      this.#unsure = true;
      throw error;
    }
    await this.#readLog();
    return false;
  }

  /** Decides a batch on the state that it builds up itself. Nothing of this is shown before the commit. */
  #plan(batch: readonly Waiting[]): Plan {
    const now = Math.max(this.#around.clock(), this.#lastAt);
    const decisions: Decision[] = [];
    const answers: Performed[] = [];
    const fresh = new Map<string, Performed>();
    let state = this.#state;
    let seq = this.#seq;
    for (const { actor, order, cmdId } of batch) {
      const key = answerKey(actor.kind === 'seat' ? actor.seatId : null, cmdId);
      const earlier = key === null ? undefined : (this.#answers.get(key) ?? fresh.get(key));
      if (earlier !== undefined) {
        answers.push(earlier);
        continue;
      }
      const context: Context = { now, seed: this.#around.random() };
      const outcome = decide(state, actor, order, context);
      // The server has a seed and the full state: nothing is left to ask.
      if (isAskServer(outcome)) throw new Error(`${order.type} asked the server on the server`);
      if (isRefusal(outcome)) {
        answers.push({ ok: false, refusal: outcome });
        continue;
      }
      if (outcome.length === 0) {
        answers.push({ ok: true, seq, in: [] });
        continue;
      }
      const after = evolveAll(state, outcome);
      const touched = touchedBy(state, after, outcome);
      seq += 1;
      const seatId = actor.kind === 'seat' ? actor.seatId : null;
      const feeds = seatId === null ? [] : feedsOf(touched, after, seatId);
      const answer = { ok: true, seq, in: feeds } as const;
      decisions.push({ seq, seatId, cmdId, type: order.type, events: outcome, in: feeds, at: now });
      answers.push(answer);
      if (key !== null) fresh.set(key, answer);
      state = after;
    }
    return { decisions, answers, state };
  }

  /** Reads the log from where this copy stands; also the way back after a failed commit. */
  async #readLog(): Promise<void> {
    for (;;) {
      const page = await this.#around.storage.read(this.id, this.#seq, PAGE);
      for (const decision of page) this.#apply(decision);
      if (page.length < PAGE) break;
    }
    this.#unsure = false;
  }

  /** A committed decision becomes state, board and news. */
  #apply(decision: Decision): void {
    const before = this.#state;
    const after = evolveAll(before, decision.events);
    this.#state = after;
    this.#seq = decision.seq;
    this.#lastAt = Math.max(this.#lastAt, decision.at);
    const key = answerKey(decision.seatId, decision.cmdId);
    if (key !== null) this.#answers.set(key, { ok: true, seq: decision.seq, in: decision.in });
    project(this.board, before, after, decision.events, decision.seq);
    const { seq, events } = decision;
    if (this.#listeners.size === 0) return;
    const change: Change = {
      seq,
      before,
      after,
      events,
      touched: touchedBy(before, after, events),
    };
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.#around.listenerFailed(error);
      }
    }
  }
}

interface Plan {
  readonly decisions: readonly Decision[];
  /** One for each of the batch, in its order. */
  readonly answers: readonly Performed[];
  /** After all of them. */
  readonly state: Workshop;
}

function answerKey(seatId: SeatId | null, cmdId: string | null): string | null {
  return seatId === null || cmdId === null ? null : `${seatId} ${cmdId}`;
}

function failure(error: unknown): StorageFailure {
  return error instanceof StorageFailure
    ? error
    : new StorageFailure('the log could not be written or read', { cause: error });
}
