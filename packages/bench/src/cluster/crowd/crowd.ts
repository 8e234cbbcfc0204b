/** A share of the people of all rooms, in this process: they dial, look on, and some of them write. */
import type WebSocket from 'ws';
import { Histogram } from '../histogram.ts';
import { Hand } from './hand.ts';
import { openLine } from './line.ts';
import { Lookout } from './lookout.ts';
import { markOf, micros } from './mark.ts';
import type { Dial, Dialed, Question, Room, Seen, Stormed, Wrote } from './words.ts';
import { type Answered, CommandWriter, PeerWriter, type Writer } from './writer.ts';

/** Dialling at the same time: more only wait for each other. */
const AT_ONCE = 48;
const PACE_MS = 5;
const AGAIN_MS = 50;
/** One of so many is asked what hands are shown to them: reading that takes its time. */
const CLOSELY = 25;

type Write = Extract<Question, { ask: 'write' }>;

export class Crowd {
  readonly #rooms: readonly Room[];
  readonly #share: number;
  readonly #of: number;
  readonly #lookout = new Lookout();
  #sockets: WebSocket[] = [];
  #writers: Writer[] = [];
  #hands: Hand[] = [];
  /** People of each room who look at a document here. */
  #looking: number[];
  /** Lines that ended by themselves; the numbers would be of fewer people. */
  #lost = 0;
  #unanswered = 0;

  constructor(rooms: readonly Room[], share: number, of: number) {
    this.#rooms = rooms;
    this.#share = share;
    this.#of = of;
    this.#looking = rooms.map(() => 0);
  }

  answer(question: Exclude<Question, { ask: 'rooms' }>): Promise<Dialed | Wrote | Seen | Stormed> {
    switch (question.ask) {
      case 'dial':
        return this.#dial(question);
      case 'write':
        return this.#write(question);
      case 'seen':
        return this.#seen(question.sent);
      case 'storm':
        return this.#storm(question.ms);
      case 'hang up':
        return this.#hangUp();
    }
  }

  async #dial(dial: Dial): Promise<Dialed> {
    const from = performance.now();
    const places: [number, number][] = [];
    for (let person = this.#share; person < dial.people; person += this.#of) {
      for (let room = 0; room < dial.rooms; room += 1) places.push([room, person]);
    }
    const lines = places.length;
    const dialler = async (): Promise<void> => {
      for (let place = places.pop(); place !== undefined; place = places.pop()) {
        await this.#open(dial, ...place);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, dialler));
    await Promise.all(this.#writers.map((writer) => writer.begin()));
    return { lines, ms: performance.now() - from };
  }

  async #open(dial: Dial, room: number, person: number): Promise<void> {
    const { kind, nodes, spread, writers, pointers } = dial;
    const { workshopId, cookies } = this.#rooms[room] ?? { workshopId: '', cookies: [] };
    const own = Math.floor(person / this.#of);
    const node = (spread === 'rooms' ? room : own) % nodes.length;
    let writer: Writer | null = null;
    const heard = (frame: Buffer): void => {
      if (kind !== 'live') this.#lookout.look(frame, node, own % CLOSELY === 0);
      writer?.heard(frame);
    };
    const socket = await openLine(
      {
        kind,
        node: nodes[node] ?? '',
        workshopId,
        cookie: cookies[person] ?? '',
        from: `127.0.${1 + Math.floor(room / 200)}.${2 + (room % 200)}`,
      },
      heard,
    );
    if (person < writers) {
      writer =
        kind === 'peer'
          ? new PeerWriter(socket, workshopId, room, node)
          : new CommandWriter(socket, room, node);
      this.#writers.push(writer);
    }
    if (person < pointers) this.#hands.push(new Hand(socket, kind, workshopId, room));
    this.#sockets.push(socket);
    if (kind !== 'live') this.#looking[room] = (this.#looking[room] ?? 0) + 1;
    socket.once('close', () => {
      this.#lost += 1;
    });
  }

  /** At a pace of its own: a slow server is not asked less. */
  async #write({ ms, perSecond, hz, since }: Write): Promise<Wrote> {
    this.#lookout.begin(since);
    const sent = this.#rooms.map(() => 0);
    const moved = this.#rooms.map(() => 0);
    // In another order than that of the rooms, so that no room has all of its own at once.
    const turns = this.#writers.map((_, n) => this.#writers[(n * 7_919) % this.#writers.length]);
    const { acknowledged } = this.#lookout;
    const due = Math.round((ms / 1_000) * perSecond);
    const from = performance.now();
    let count = 0;
    let moves = 0;
    while (count < due) {
      const seconds = (performance.now() - from) / 1_000;
      const now = Math.min(due, Math.floor(seconds * perSecond));
      for (const upTo = Math.floor(seconds * hz * this.#hands.length); moves < upTo; moves += 1) {
        const hand = this.#hands[moves % this.#hands.length];
        if (hand === undefined) break;
        hand.move();
        moved[hand.room] = (moved[hand.room] ?? 0) + 1;
      }
      for (; count < now; count += 1) {
        const writer = turns[count % turns.length];
        if (writer === undefined) throw new Error('nobody here writes');
        const at = micros();
        sent[writer.room] = (sent[writer.room] ?? 0) + 1;
        if (writer.isAnswered) this.#unanswered += 1;
        writer.change(markOf(writer.node, at), (refusal) => {
          if (refusal !== null) throw new Error(`a change was refused: ${refusal.kind}`);
          acknowledged.add((micros() - at) / 1_000);
          this.#unanswered -= 1;
        });
      }
      await new Promise((resolve) => setTimeout(resolve, PACE_MS));
    }
    return { sent, moved };
  }

  #seen(sent: readonly number[]): Promise<Seen> {
    if (this.#lost > 0) throw new Error(`${this.#lost} people were cut off`);
    const expected = sent.reduce((sum, each, room) => sum + each * (this.#looking[room] ?? 0), 0);
    return this.#lookout.all(expected, this.#looking, () => this.#unanswered);
  }

  async #storm(ms: number): Promise<Stormed> {
    this.#lookout.begin(0);
    const acknowledged = new Histogram();
    const until = performance.now() + ms;
    let refused = 0;
    await Promise.all(
      this.#writers.map(async (writer) => {
        while (performance.now() < until) {
          const at = micros();
          const refusal = await changed(writer, markOf(writer.node, at));
          if (refusal === null) {
            if (performance.now() <= until) acknowledged.add((micros() - at) / 1_000);
            continue;
          }
          if (refusal.kind !== 'too-many') throw new Error(`refused: ${refusal.kind}`);
          refused += 1;
          const again = refusal.retryAfter ?? AGAIN_MS;
          await new Promise((resolve) => setTimeout(resolve, again));
        }
      }),
    );
    const answers = acknowledged.count;
    return { answers, acknowledged: acknowledged.packed(), refused, ...this.#lookout.busy() };
  }

  async #hangUp(): Promise<Dialed> {
    const from = performance.now();
    const sockets = this.#sockets;
    this.#sockets = [];
    this.#writers = [];
    this.#hands = [];
    this.#looking = this.#rooms.map(() => 0);
    await Promise.all(
      sockets.map(
        (socket) =>
          new Promise<void>((resolve) => {
            socket.once('close', () => resolve());
            socket.terminate();
          }),
      ),
    );
    this.#lost = 0;
    return { lines: sockets.length, ms: performance.now() - from };
  }
}

function changed(writer: Writer, mark: string): Promise<Parameters<Answered>[0]> {
  return new Promise((resolve) => writer.change(mark, resolve));
}
