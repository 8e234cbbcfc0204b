/**
 * A server over the real model and the real board document, and a network that a test
 * holds in its hand: every message waits in a lane until it is delivered, lanes overtake
 * each other, connections drop with all that was on its way.
 */
import { emptyBoard, project } from '@tavolo/documents';
import {
  type AnyOrder,
  type Command,
  type CommandId,
  decide,
  evolveAll,
  type FeedName,
  feedsOf,
  isAskServer,
  isRefusal,
  metaOf,
  mineOf,
  Numbers,
  queueOf,
  rosterOf,
  SERVER,
  type Seat,
  type SeatId,
  seatActor,
  touchedBy,
  UNOPENED,
  type Workshop,
  type WorkshopId,
} from '@tavolo/model';
import {
  type Answer,
  PROTOCOL_VERSION,
  type Presence,
  type WorkshopAnswer,
} from '@tavolo/protocol';
import * as Y from 'yjs';
import type { BoardEvents, BoardSync } from '../../connection/board-sync.ts';
import { newId } from '../../connection/ids.ts';
import type { Live, LiveEvents } from '../../connection/live.ts';
import type { Room } from '../contract.ts';
import type { RoomParts } from '../lines.ts';
import { createRoom } from '../room.ts';
import { VirtualClock } from './virtual-clock.ts';

export const WORKSHOP = '7d4b8a54-3c6f-4a0e-9c1d-0a5f3b2c1e00' as WorkshopId;

/** The same one each time: a page draws again for another. */
const NOBODY: readonly Presence[] = [];

interface Past {
  readonly seatId: SeatId | null;
  readonly command: AnyOrder & { readonly cmdId?: CommandId };
}

export class SimulatedServer {
  readonly clock = new VirtualClock();
  readonly people: Person[] = [];
  state: Workshop = UNOPENED;
  board = emptyBoard();
  numbers = new Numbers();
  restore = 1;
  /** Whether a feed leaves before the answer to the command that changed it. */
  feedsFirst = true;
  /** Whether its disk takes anything; set by `setSaves`, which tells everybody. */
  saves = true;
  /** What the next commands are told instead of being decided. */
  notNow: { kind: 'too-many' | 'not-saving'; retryAfter?: number } | null = null;
  /** Accepted for the first time over a live connection. */
  decided: string[] = [];
  #past: Past[] = [];
  #answers = new Map<string, Answer>();

  get epoch(): string {
    return `${this.restore}.1`;
  }

  /** Opens the workshop and seats people. */
  static open(roles: readonly Seat['role'][]): SimulatedServer {
    const server = new SimulatedServer();
    roles.forEach((role, index) => {
      const seatId = newId<SeatId>();
      server.people.push(new Person(server, seatId));
      const name = `Posto ${index}`;
      server.order(
        index === 0
          ? {
              type: 'openWorkshop',
              workshopId: WORKSHOP,
              title: 'Prova',
              language: 'it',
              challenge: '',
              audience: 'open',
              review: 'off',
              demonstration: false,
              owner: { seatId, name },
              themes: [],
            }
          : {
              type: 'takeSeat',
              seatId,
              role,
              name,
              kind: null,
              organisation: null,
              language: 'it',
            },
      );
    });
    return server;
  }

  setSaves(saves: boolean): void {
    this.saves = saves;
    this.notNow = saves ? null : { kind: 'not-saving' };
    for (const person of this.people) person.hearSaving();
  }

  order(order: AnyOrder): void {
    this.#decide(null, order);
  }

  perform(seatId: SeatId, command: Command): Answer {
    const key = `${seatId} ${command.cmdId}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    if (this.notNow !== null) return { refusal: { message: '', rule: '', ...this.notNow } };
    const answer = this.#decide(seatId, command);
    if (!('refusal' in answer)) this.#answers.set(key, answer);
    return answer;
  }

  /** As `perform`, for what came over a live connection. */
  receive(seatId: SeatId, command: Command): Answer {
    const isNew = !this.#answers.has(`${seatId} ${command.cmdId}`);
    const answer = this.perform(seatId, command);
    if (isNew && !('refusal' in answer)) this.decided.push(command.cmdId);
    return answer;
  }

  #decide(seatId: SeatId | null, command: AnyOrder): Answer {
    const before = this.state;
    const actor = seatId === null ? SERVER : seatActor(seatId);
    const outcome = decide(before, actor, command, { now: this.clock.now(), seed: 7 });
    if (isAskServer(outcome)) throw new Error('the server has nobody to ask');
    if (isRefusal(outcome)) {
      const { kind, rule } = outcome;
      if (seatId === null) throw new Error(`refused its own order: ${kind}`);
      return { refusal: { kind, rule, message: `no: ${kind}` } };
    }
    if (outcome.length === 0) return { seq: this.numbers.board, in: [] };
    const after = evolveAll(before, outcome);
    const touched = touchedBy(before, after, outcome);
    this.numbers.count(touched, after);
    this.state = after;
    this.#past.push({ seatId, command });
    project(this.board, before, after, outcome, this.numbers.board);
    for (const person of this.people) person.hear(touched.mine.has(person.seatId), touched);
    const feeds: FeedName[] = seatId === null ? [] : feedsOf(touched, after, seatId);
    return { seq: this.numbers.answer(seatId, feeds), in: feeds };
  }

  /** Goes back to an earlier decision, as a restored backup does; nobody's connection survives it. */
  goBack(decisions: number): void {
    const past = this.#past.slice(0, this.#past.length - decisions);
    for (const person of this.people) person.drop();
    this.state = UNOPENED;
    this.board = emptyBoard();
    this.numbers = new Numbers();
    this.restore += 1;
    this.#past = [];
    this.#answers.clear();
    for (const { seatId, command } of past) {
      const answer = this.#decide(seatId, command);
      const { cmdId } = command;
      if (seatId !== null && cmdId !== undefined) this.#answers.set(`${seatId} ${cmdId}`, answer);
    }
  }

  /** Delivers everything and draws, until nothing moves any more. */
  async quiet(): Promise<void> {
    for (let rounds = 0; rounds < 1_000; rounds += 1) {
      await flushPromises();
      let moved = false;
      for (const person of this.people) while (person.deliver('any')) moved = true;
      if (this.clock.draw()) moved = true;
      if (!moved) return;
    }
    throw new Error('it never came to rest');
  }
}

export const LANES = ['up', 'live', 'board'] as const;
export type Lane = (typeof LANES)[number];

/** One person's page, and the three lanes between it and the server. */
export class Person {
  readonly seatId: SeatId;
  readonly #server: SimulatedServer;
  readonly #lanes: Record<Lane, (() => void)[]> = { up: [], live: [], board: [] };
  #online = true;
  #live: SimulatedLive | null = null;
  #board: SimulatedBoard | null = null;
  #room: Room | null = null;
  memory: string | null = null;

  constructor(server: SimulatedServer, seatId: SeatId) {
    this.#server = server;
    this.seatId = seatId;
  }

  /** The page: opened by the first look at it. */
  get room(): Room {
    this.#room ??= createRoom(WORKSHOP, this.#parts());
    return this.#room;
  }

  get online(): boolean {
    return this.#online;
  }

  /** Hands over the oldest message of a lane. False where there is none. */
  deliver(lane: Lane | 'any'): boolean {
    const names: readonly Lane[] = lane === 'any' ? LANES : [lane];
    for (const name of names) {
      const message = this.#lanes[name].shift();
      if (message === undefined) continue;
      message();
      return true;
    }
    return false;
  }

  put(lane: Lane, message: () => void): void {
    this.#lanes[lane].push(message);
  }

  /** A connection ends: what was on its way is never delivered. */
  empty(...lanes: readonly Lane[]): void {
    for (const lane of lanes) this.#lanes[lane].length = 0;
  }

  /** The network goes, with everything that was on its way. */
  drop(): void {
    this.#online = false;
    this.empty(...LANES);
    this.#live?.cut();
    this.#board?.cut();
  }

  rejoin(): void {
    this.#online = true;
    this.#live?.dial();
    this.#board?.dial();
  }

  /** The board's messages alone are lost, as with a half-dead connection. */
  loseBoard(): void {
    this.empty('board');
    this.#board?.cut();
  }

  hearSaving(): void {
    this.#live?.tellSaving();
  }

  hear(mine: boolean, touched: { readonly queue: boolean; readonly roster: boolean }): void {
    if (mine) this.#live?.tellMine();
    if (touched.queue) this.#live?.tellQueue();
    if (touched.roster) this.#live?.tellRoster();
    this.#board?.tell();
  }

  #parts(): RoomParts {
    const server = this.#server;
    return {
      clock: server.clock,
      api: {
        get: async <T>() =>
          this.#online
            ? { is: 'ok', value: this.#answer() as T }
            : ({ is: 'unreachable' } as const),
        post: async () => ({ is: 'unreachable' }),
      },
      memory: {
        read: () => (this.memory === null ? null : JSON.parse(this.memory)),
        write: (_, remembered) => {
          this.memory = JSON.stringify(remembered);
        },
        forget: () => {
          this.memory = null;
        },
      },
      openLive: (_, events) => {
        this.#live = new SimulatedLive(server, this, events);
        this.#live.dial();
        return this.#live;
      },
      openBoard: (_, __, events) => {
        this.#board = new SimulatedBoard(server, this, events);
        return this.#board;
      },
      openText: () => {
        throw new Error('the simulated server has no texts');
      },
      newId,
      say: (key) => key,
      sayNo: (refusal) => refusal.message ?? `refusals.${refusal.kind}`,
      suggestLanguage: () => undefined,
    };
  }

  #answer(): WorkshopAnswer {
    const { state, numbers, epoch } = this.#server;
    const seat = state.seats.get(this.seatId);
    return {
      seq: numbers.board,
      epoch,
      joinCode: 'K7QFM3XD',
      workshop: metaOf(state),
      seat: { seatId: this.seatId, role: seat?.role ?? '', name: seat?.name ?? '' },
      themes: [],
      clusters: [],
      places: [],
      tables: [],
      proposals: [],
      rounds: [],
      amendments: [],
      cards: [],
    };
  }
}

class SimulatedLive implements Live {
  readonly #server: SimulatedServer;
  readonly #person: Person;
  readonly #events: LiveEvents;
  /** True from dialling on: the server tells feeds to a connection it has taken. */
  #taken = false;
  #greeted = false;
  #closed = false;

  constructor(server: SimulatedServer, person: Person, events: LiveEvents) {
    this.#server = server;
    this.#person = person;
    this.#events = events;
  }

  dial(): void {
    if (this.#closed || this.#taken) return;
    if (!this.#person.online) {
      this.#events.down();
      return;
    }
    this.#taken = true;
    const { epoch, clock } = this.#server;
    const now = clock.now();
    this.#person.put('live', () => {
      this.#greeted = true;
      this.#events.up({
        version: PROTOCOL_VERSION,
        epoch,
        now,
        joinCode: 'K7QFM3XD',
        origin: 'http://tavolo.test',
      });
    });
    this.tellSaving();
    this.tellMine();
    this.tellQueue();
    this.tellRoster();
  }

  cut(): void {
    const was = this.#taken;
    this.#taken = false;
    this.#greeted = false;
    if (was && !this.#closed) this.#events.down();
  }

  send(commands: readonly Command[], answered: (answers: readonly Answer[]) => void): boolean {
    if (!this.#greeted) return false;
    const wire: Command[] = JSON.parse(JSON.stringify(commands));
    this.#person.put('up', () => {
      const answers: Answer[] = [];
      const answer = () => answered(answers);
      // The answer takes its place in the lane before or behind the feeds it goes with.
      if (!this.#server.feedsFirst) this.#person.put('live', answer);
      for (const command of wire) answers.push(this.#server.receive(this.#person.seatId, command));
      if (this.#server.feedsFirst) this.#person.put('live', answer);
    });
    return true;
  }

  redial(): void {
    this.#person.empty('up', 'live');
    this.cut();
    this.dial();
  }

  close(): void {
    this.#closed = true;
  }

  tellSaving(): void {
    const { saves } = this.#server;
    this.#tell(() => this.#events.saving({ saves }));
  }

  tellMine(): void {
    const { state, numbers } = this.#server;
    const { seatId } = this.#person;
    const mine = mineOf(state, seatId);
    if (mine === null) return;
    const feed = { ...mine, ...numbers.standing(seatId) };
    this.#tell(() => this.#events.mine(feed));
  }

  tellQueue(): void {
    const { state, numbers } = this.#server;
    const { seatId } = this.#person;
    const queue = queueOf(state, seatId);
    const feed = queue === null ? null : { ...queue, ...numbers.standing(seatId) };
    this.#tell(() => this.#events.queue(feed));
  }

  tellRoster(): void {
    const { state, numbers } = this.#server;
    const { seatId } = this.#person;
    const seats = rosterOf(state, seatId);
    const feed = seats === null ? null : { seats, ...numbers.standing(seatId) };
    this.#tell(() => this.#events.roster(feed));
  }

  #tell(message: () => void): void {
    if (this.#taken && !this.#closed) this.#person.put('live', message);
  }
}

class SimulatedBoard implements BoardSync {
  readonly #server: SimulatedServer;
  readonly #person: Person;
  readonly #events: BoardEvents;
  #doc: Y.Doc | null = null;
  #shown: Y.Doc | null = null;
  #epoch = '';
  /** What the server has already sent on this connection; null while there is none. */
  #sent: Uint8Array | null = null;
  #closed = false;
  readonly presence = { others: () => NOBODY, show: () => undefined };

  constructor(server: SimulatedServer, person: Person, events: BoardEvents) {
    this.#server = server;
    this.#person = person;
    this.#events = events;
  }

  open(epoch: string): void {
    if (epoch === this.#epoch) return;
    this.cut();
    this.#epoch = epoch;
    this.#doc = new Y.Doc();
    this.dial();
  }

  dial(): void {
    const doc = this.#doc;
    if (this.#closed || doc === null || this.#sent !== null) return;
    if (!this.#person.online) {
      if (this.#shown === null) this.#events.noCopy();
      return;
    }
    if (this.#epoch !== this.#server.epoch) return;
    const { board, epoch } = this.#server;
    const update = Y.encodeStateAsUpdate(board, Y.encodeStateVector(doc));
    this.#sent = Y.encodeStateVector(board);
    this.#person.put('board', () => {
      Y.applyUpdate(doc, update);
      if (this.#shown !== doc) {
        this.#shown = doc;
        this.#events.show(doc, epoch, true);
      }
      this.#events.synced();
    });
  }

  tell(): void {
    const doc = this.#doc;
    if (this.#sent === null || doc === null) return;
    const { board } = this.#server;
    const update = Y.encodeStateAsUpdate(board, this.#sent);
    this.#sent = Y.encodeStateVector(board);
    this.#person.put('board', () => Y.applyUpdate(doc, update));
  }

  cut(): void {
    this.#sent = null;
  }

  ask(): void {
    this.#person.empty('board');
    this.cut();
    this.dial();
  }

  wake(): void {
    this.dial();
  }

  close(): void {
    this.#closed = true;
    this.cut();
  }

  async forget(): Promise<void> {
    this.close();
  }
}

/** Promises settle in a few turns; a macrotask is behind all of them. */
function flushPromises(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
