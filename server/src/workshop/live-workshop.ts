/**
 * One workshop in memory: decide, commit, project, tell. Commands are taken in the order of
 * arrival; what arrives during a commit forms the next batch, decided on the state that the
 * batch itself builds up and appended in one go. Only what is on the disk becomes `state`,
 * reaches the board and is told to anybody.
 */
import { randomBytes } from 'node:crypto';
import { PROJECTION_VERSION } from '@tavolo/documents';
import {
  type Actor,
  type AnyOrder,
  type Command,
  nextDueAt,
  SERVER,
  type SeatId,
  type Standing,
  seatActor,
  type Workshop,
  type WorkshopId,
} from '@tavolo/model';
import type * as Y from 'yjs';
import { BrokenLog } from '../storage/errors.ts';
import type { Snapshot } from '../storage/snapshots.ts';
import type { Decision, Storage, WorkshopRecord } from '../storage/storage.ts';
import { BallotBox, type Boxes, closedBoxes } from './ballot-box.ts';
import { type Change, type OpenWorkshop, type Performed, StorageFailure } from './contract.ts';
import { freeCode } from './free-code.ts';
import { type Asked, batchSize, closes, type Plan, type Planned, planBatch } from './plan.ts';
import { snapshotOf } from './snapshot.ts';
import type { WorkshopCopy } from './workshop-copy.ts';

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
  /** Other nodes may have decided what this one has not read. */
  readonly isShared: boolean;
  /** A ballot was taken by this node. */
  readonly voted: (workshop: Pick<OpenWorkshop, 'id'>, seatId: SeatId) => void;
  /** After a commit of this node. */
  readonly committed: (workshop: LiveWorkshop) => void;
  /** This node has changed what stands beside the log. */
  readonly renewed: (workshop: LiveWorkshop) => void;
  /** Nothing is left to do for the moment. */
  readonly rested: (workshop: LiveWorkshop) => void;
  /** A listener threw; it must not take the workshop down. */
  readonly listenerFailed: (error: unknown) => void;
  /** A commit failed: what is in the log has to be read before anybody knows. */
  readonly unsure: (workshop: LiveWorkshop) => void;
  /** The log ends before what is in memory. */
  readonly rolledBack: (workshop: LiveWorkshop) => void;
}

interface Waiting extends Asked {
  readonly resolve: (performed: Performed) => void;
  readonly reject: (error: Error) => void;
}

export class LiveWorkshop implements OpenWorkshop {
  readonly id: WorkshopId;
  #joinCode: string;
  readonly #codeListeners = new Set<(joinCode: string) => void>();
  /** As in the WorkshopRecord. */
  readonly restore: number;
  readonly boardEpoch: string;
  readonly textEpoch: string;
  readonly ballots: BallotBox;
  readonly #copy: WorkshopCopy;
  readonly #around: Surroundings;
  readonly #listeners = new Set<(change: Change) => void>();
  #waiting: Waiting[] = [];
  #catchUps: { resolve: () => void; reject: (error: Error) => void }[] = [];
  #working = false;
  /** The present run of `#work`, or the last one. */
  #underWay: Promise<void> = Promise.resolve();
  /** A commit failed: nobody knows what is in the log until it has been read. */
  #unsure = false;
  /** Another copy has taken its place. */
  #ended = false;

  /** `copy` may be behind the log: catch up before anybody looks. */
  constructor(record: WorkshopRecord, copy: WorkshopCopy, around: Surroundings) {
    this.#copy = copy;
    this.id = record.id;
    this.#joinCode = record.joinCode;
    this.restore = record.restore;
    this.boardEpoch = `${record.restore}.${PROJECTION_VERSION}`;
    this.textEpoch = `${record.restore}`;
    this.#around = around;
    this.ballots = new BallotBox(this, around);
  }

  get joinCode(): string {
    return this.#joinCode;
  }

  async renewCode(): Promise<string> {
    const { storage, renewed } = this.#around;
    let code: string;
    try {
      code = await freeCode((free) => storage.setJoinCode(this.id, free), randomBytes);
    } catch (error) {
      throw failure(error);
    }
    this.codeIs(code);
    renewed(this);
    return code;
  }

  /** As the store has it, perhaps by another node. */
  codeIs(joinCode: string): void {
    if (joinCode === this.#joinCode) return;
    this.#joinCode = joinCode;
    for (const listener of this.#codeListeners) listener(joinCode);
  }

  /** Its log is no longer the one that it was made from: it decides and reads nothing more. */
  end(): void {
    this.#ended = true;
  }

  whenCodeChanges(listener: (joinCode: string) => void): () => void {
    this.#codeListeners.add(listener);
    return () => this.#codeListeners.delete(listener);
  }

  get seq(): number {
    return this.#copy.seq;
  }

  get boardSeq(): number {
    return this.#copy.numbers.board;
  }

  get state(): Workshop {
    return this.#copy.state;
  }

  get board(): Y.Doc {
    return this.#copy.board;
  }

  standing(seatId: SeatId): Standing {
    return this.#copy.numbers.standing(seatId);
  }

  /** Nothing is waiting or on its way to the disk. */
  get idle(): boolean {
    return !this.#working && this.#waiting.length === 0 && this.#catchUps.length === 0;
  }

  perform(seatId: SeatId, command: Command): Promise<Performed> {
    if (command.type === 'setDots') return this.ballots.cast(seatId, command);
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

  async latest(): Promise<void> {
    if (this.#around.isShared) await this.catchUp();
  }

  subscribe(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Of what is on the disk at this moment. */
  snapshot(): Promise<Snapshot> {
    return snapshotOf(this.#copy);
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
        const batch = this.#waiting.splice(0, batchSize(this.#waiting, MAX_BATCH));
        if (batch.length > 0) await this.#performBatch(batch);
      }
    } finally {
      this.#working = false;
    }
    this.#around.rested(this);
  }

  async #answerCatchUps(): Promise<void> {
    const asked = this.#catchUps.splice(0);
    if (asked.length === 0) return;
    try {
      this.#mustLast();
      await this.#readLog();
      for (const { resolve } of asked) resolve();
    } catch (error) {
      for (const { reject } of asked) reject(failure(error));
    }
  }

  async #performBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      this.#mustLast();
      if (this.#unsure) await this.#readLog();
      for (;;) {
        const boxes = await this.ballots.take(batch.flatMap(({ order }) => closes(order) ?? []));
        const plan = this.#plan(batch, boxes);
        let decided: readonly Performed[] = [];
        if (plan.decisions.length > 0) {
          const appended = await this.#append(plan, boxes);
          if (!appended) continue;
          decided = plan.decisions.map((decision) => this.#apply(decision));
          this.#around.committed(this);
        } else if (this.#around.isShared && plan.answers.some(restsOnTheState)) {
          // No append has shown that this is the latest state, and a "no" must not come from an old one.
          const { seq } = this;
          await this.#readLog();
          if (this.seq !== seq) continue;
        }
        batch.forEach((waiting, index) => {
          waiting.resolve(this.#answer(plan.answers[index] as Planned, decided));
        });
        return;
      }
    } catch (error) {
      for (const { reject } of batch) reject(failure(error));
    } finally {
      this.ballots.giveBack();
    }
  }

  /** False where another node was first: then its decisions have been read, and ours are taken anew. */
  async #append(plan: Plan, boxes: Boxes): Promise<boolean> {
    let behind = false;
    try {
      const result = await this.#around.storage.append(
        this.id,
        plan.decisions,
        nextDueAt(plan.state),
        closedBoxes(this.#copy.state, plan.state, boxes),
      );
      if (result.ok) return true;
      behind = result.seq < this.seq;
    } catch (error) {
      this.#unsure = true;
      this.#around.unsure(this);
      throw error;
    }
    if (behind) this.#around.rolledBack(this);
    this.#mustLast();
    await this.#readLog();
    return false;
  }

  #mustLast(): void {
    if (this.#ended) throw new StorageFailure('the log has changed under this program');
  }

  #answer(planned: Planned, decided: readonly Performed[]): Performed {
    switch (planned.is) {
      case 'known':
        return planned.answer;
      case 'decided':
        return decided[planned.index] as Performed;
      case 'nothing':
        return { ok: true, seq: this.#copy.numbers.board, in: [] };
    }
  }

  #plan(batch: readonly Waiting[], boxes: Boxes): Plan {
    const { clock, random } = this.#around;
    const now = Math.max(clock(), this.#copy.lastAt);
    const ballots = new Map([...boxes].map(([id, content]) => [id, content.ballots]));
    return planBatch(this.#copy, batch, { now, random, ballots });
  }

  /** Reads the log from where this copy stands; also the way back after a failed commit. */
  async #readLog(): Promise<void> {
    for (;;) {
      const page = await this.#around.storage.read(this.id, this.seq, PAGE);
      for (const decision of page) this.#apply(decision);
      if (page.length < PAGE) break;
    }
    this.#unsure = false;
  }

  /** A committed decision becomes state, board and news; its answer is what whoever asked is told. */
  #apply(decision: Decision): Performed {
    const { before, after, touched, answer } = this.#copy.apply(decision);
    if (this.#listeners.size === 0) return answer;
    const { seq, events } = decision;
    const change: Change = { seq, before, after, events, touched };
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.#around.listenerFailed(error);
      }
    }
    return answer;
  }
}

/** A "no", or "it is so already"; what was accepted before stays so, whatever has come since. */
function restsOnTheState(planned: Planned): boolean {
  return planned.is === 'nothing' || (planned.is === 'known' && !planned.answer.ok);
}

/** A broken log is told as what it is: trying again does not help. */
function failure(error: unknown): StorageFailure | BrokenLog {
  return error instanceof StorageFailure || error instanceof BrokenLog
    ? error
    : new StorageFailure('the log could not be written or read', { cause: error });
}
