/**
 * What has to be so, worked out from the log alone and one decision at a time. P1: a board is
 * the projection of the log and nothing else. P2: what stands in the log is what the rules make
 * of the command that was sent. P4: a text changes only by who may write it at that moment.
 */
import { emptyBoard, project, textNameOf } from '@tavolo/documents';
import {
  type Actor,
  type AnyOrder,
  decide,
  evolveAll,
  feedsOf,
  isAskServer,
  isRefusal,
  mayWriteSheet,
  Numbers,
  type Order,
  type ProposalId,
  SERVER,
  type SeatId,
  seatActor,
  touchedBy,
  UNOPENED,
  type Workshop,
  type WorkshopId,
} from '@tavolo/model';
import type { Decision, Storage } from '@tavolo/server/storage/storage';
import type { TextUpdate } from '@tavolo/server/storage/text-storage';
import * as Y from 'yjs';
import { Broken } from './broken.ts';
import type { Canaries } from './canaries.ts';

export interface ReferenceOptions {
  readonly workshopId: WorkshopId;
  /** The random number that every decision of this world is given. */
  readonly seed: number;
  readonly canaries: Canaries;
  /** For a control: another way from the log to the board. */
  readonly project?: typeof project;
}

export class Reference {
  readonly #options: ReferenceOptions;
  /** Commands that have reached a server, by seat and id. */
  readonly #sent = new Map<string, Order>();
  readonly #orders: AnyOrder[] = [];
  #board = emptyBoard();
  #numbers = new Numbers();
  /** What the board has to be after each decision. */
  readonly #boards = new Map<number, Uint8Array>();
  #state: Workshop = UNOPENED;
  #log: Decision[] = [];
  #lastAt = 0;
  #texts = new Map<ProposalId, TextUpdate[]>();

  constructor(options: ReferenceOptions) {
    this.#options = options;
  }

  get state(): Workshop {
    return this.#state;
  }

  get log(): readonly Decision[] {
    return this.#log;
  }

  /** What is kept of each text. */
  get texts(): ReadonlyMap<ProposalId, readonly TextUpdate[]> {
    return this.#texts;
  }

  /** A command has reached a server. */
  heard(seatId: SeatId, cmdId: string, order: Order): void {
    this.#sent.set(`${seatId} ${cmdId}`, order);
  }

  /** The server was given an order of its own. */
  ordered(order: AnyOrder): void {
    this.#orders.push(order);
  }

  /** After something that was readable has gone: only a store that lies does that. */
  forget(): void {
    this.#board = emptyBoard();
    this.#numbers = new Numbers();
    this.#boards.clear();
    this.#state = UNOPENED;
    this.#log = [];
    this.#lastAt = 0;
    this.#texts = new Map();
  }

  /** Reads on in the log and in the texts, and holds what is new to the rules. */
  async follow(storage: Storage): Promise<void> {
    const { workshopId } = this.#options;
    for (const decision of await storage.read(workshopId, this.#log.length, 10_000)) {
      this.#take(decision);
    }
    for (const proposalId of this.#state.proposals.keys()) {
      const rows = this.#texts.get(proposalId) ?? [];
      this.#texts.set(proposalId, rows);
      const key = { workshopId, name: textNameOf(proposalId) };
      const fresh = await storage.readText(key, rows.length, 10_000);
      if (fresh.length === 0) continue;
      const authors = new Map(
        (await storage.textAuthors(key)).map(({ client, seatId }) => [client, seatId]),
      );
      for (const row of fresh) {
        this.#checkRow(proposalId, row, authors);
        rows.push(row);
      }
    }
  }

  /** P1, for a board that has come as far as `seq`. */
  checkBoard(seq: number, board: Y.Doc, where: string): void {
    const bytes = this.#boards.get(seq);
    if (bytes === undefined) throw new Broken('P1', `${where} is at ${seq}, the log is not`);
    if (board.store.pendingStructs !== null || board.store.pendingDs !== null) {
      throw new Broken('P1', `${where} waits for something that no decision brings`);
    }
    if (!Buffer.from(bytes).equals(Y.encodeStateAsUpdate(board))) {
      throw new Broken('P1', `${where} is not the projection of the log at ${seq}`);
    }
  }

  #take(decision: Decision): void {
    const { seq, seatId, cmdId, type, events, at } = decision;
    if (seq !== this.#log.length + 1) throw new Broken('P2', `the log goes on with ${seq}`);
    const before = this.#state;
    const actor: Actor = seatId === null ? SERVER : seatActor(seatId);
    const order =
      seatId === null ? this.#ownOrder(type, decision) : this.#sent.get(`${seatId} ${cmdId}`);
    if (order === undefined) throw new Broken('P2', `nobody has sent ${type} (${seq})`);
    if (at < this.#lastAt) throw new Broken('P2', `time runs backwards at ${seq}`);
    const outcome = decide(before, actor, order, { now: at, seed: this.#options.seed });
    if (isRefusal(outcome) || isAskServer(outcome)) {
      throw new Broken('P2', `${type} (${seq}) is in the log and against the rules`);
    }
    // As it is kept: through JSON.
    if (JSON.stringify(outcome) !== JSON.stringify(events)) {
      throw new Broken('P2', `${type} (${seq}) was decided otherwise`);
    }
    const after = evolveAll(before, events);
    const touched = touchedBy(before, after, events);
    const feeds = seatId === null ? [] : feedsOf(touched, after, seatId);
    if (JSON.stringify(feeds) !== JSON.stringify(decision.in)) {
      throw new Broken('P2', `the answer to ${type} (${seq}) names other feeds`);
    }
    this.#numbers.count(touched, after);
    (this.#options.project ?? project)(this.#board, before, after, events, this.#numbers.board);
    this.#boards.set(seq, Y.encodeStateAsUpdate(this.#board));
    this.#state = after;
    this.#lastAt = at;
    this.#log.push(decision);
    this.#options.canaries.allow(after);
  }

  #ownOrder(type: AnyOrder['type'], { events }: Decision): AnyOrder | undefined {
    if (type === 'completeMove') return { type };
    const [event] = events;
    return this.#orders.find(
      (order) =>
        order.type === type &&
        (order.type !== 'takeSeat' ||
          (event?.type === 'seatTaken' && event.seat.id === order.seatId)),
    );
  }

  #checkRow(
    proposalId: ProposalId,
    { n, seatId, bytes }: TextUpdate,
    authors: ReadonlyMap<number, SeatId>,
  ): void {
    if (seatId === null) return;
    const seat = this.#state.seats.get(seatId);
    const proposal = this.#state.proposals.get(proposalId);
    if (
      seat === undefined ||
      proposal === undefined ||
      mayWriteSheet(this.#state, seat, proposal) !== true
    ) {
      throw new Broken('P4', `update ${n} is of somebody who may not write that text`);
    }
    for (const { id } of Y.decodeUpdate(bytes).structs) {
      if (authors.get(id.client) !== seatId) {
        throw new Broken('P4', `update ${n} writes under the client id of somebody else`);
      }
    }
  }
}
