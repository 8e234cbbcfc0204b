/**
 * The attacks with frames: at our server none gets through, at one without defences each does.
 * Both are real servers on a port; somebody honest is present at both, and somebody looks on.
 */

import type { TableId } from '@tavolo/model';
import { BOARD_DOCUMENT } from '@tavolo/protocol';
import { openLog } from '@tavolo/server/log';
import { openMemoryStorage } from '@tavolo/server/storage/memory/memory-storage';
import { presenceFrame, presenceLine } from '@tavolo/server/sync/frames';
import { type Desk, openDesk } from '@tavolo/server/testing/desk';
import { bareSocket } from '@tavolo/server/testing/sync-clients';
import { aNeed, anyId } from '@tavolo/server/testing/venue';
import * as decoding from 'lib0/decoding';

import { WebSocket } from 'ws';
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { type Seeded, seeded } from '../seeded.ts';
import { pong } from './pong.ts';
import type { Arena } from './text-arena.ts';
import { openUndefended, type Undefended } from './undefended.ts';
import { type Place, type Seen, WIRE_ATTACKS, type WireAttack } from './wire-attacks.ts';

const HONEST = 4_242;
type Document = WireAttack['on'];

/** One server with its two documents, ours or the undefended one. */
interface World {
  connect(on: Document, by: WireAttack['by'] | 'honest'): Promise<WebSocket>;
  /** The document's bytes, once all that was sent has been dealt with. */
  bytes(on: Document): Promise<Uint8Array>;
  /** Frames that it stumbled over, so far. */
  threw(): number;
}

export async function attackWires(seed: number, controls: number): Promise<Arena> {
  let stumbles = 0;
  const log = openLog('error', {
    write() {
      stumbles += 1;
    },
  });
  const desk = await openDesk(openMemoryStorage(), undefined, log);
  const faults: string[] = [];
  const uncontrolled: string[] = [];
  try {
    await desk.venue.orders(
      { type: 'moveToPhase', phase: 'listen', afterS: 0 },
      aNeed('Una panchina'),
      { type: 'moveToPhase', phase: 'tables', afterS: 0 },
    );
    const world = await ours(desk, () => stumbles);
    for (const on of ['board', 'text'] as const) {
      const round = await Round.open(world, on, seeded(seed));
      // Together: what people say of themselves goes round a few times a second.
      const attacks = WIRE_ATTACKS.filter((attack) => attack.on === on);
      faults.push(...(await round.through(attacks)));
      round.close();
    }
    const chosen = some(WIRE_ATTACKS, controls, seeded(seed).fork('control'));
    uncontrolled.push(...(await failing(desk, chosen, seed)));
  } finally {
    await desk.close();
  }
  return {
    attacks: WIRE_ATTACKS.length,
    faults,
    controls: Math.min(controls, WIRE_ATTACKS.length),
    uncontrolled,
  };
}

function some<Item>(all: readonly Item[], count: number, random: Seeded): readonly Item[] {
  const from = random.below(all.length);
  return [...all.slice(from), ...all.slice(0, from)].slice(0, count);
}

async function failing(
  desk: Desk,
  attacks: readonly WireAttack[],
  seed: number,
): Promise<string[]> {
  const failed: string[] = [];
  const control = await openUndefended();
  try {
    const copies = {
      board: Y.encodeStateAsUpdate(desk.venue.workshop.board),
      text: await textBytes(desk),
    };
    for (const [number, attack] of attacks.entries()) {
      const world = undefended(control, `/${number}`, copies);
      const round = await Round.open(world, attack.on, seeded(seed));
      if ((await round.through([attack])).length === 0) failed.push(attack.title);
      round.close();
    }
  } finally {
    await control.close();
  }
  return failed;
}

async function ours(desk: Desk, threw: () => number): Promise<World> {
  const { venue } = desk;
  const seats = {
    participant: await desk.writer(),
    honest: await desk.writer(),
    observer: await venue.sit('observer'),
    'other table': await venue.sit('participant'),
  };
  const tableId = anyId<TableId>();
  await venue.orders({ type: 'createTable', tableId, name: 'Tavolo 2' });
  await desk.assign(seats['other table'].seatId, tableId);
  return {
    connect: (on, by) =>
      bareSocket(
        venue,
        seats[by].headers,
        on === 'text' ? desk.path : `/sync/${venue.workshop.id}/${BOARD_DOCUMENT}`,
      ),
    bytes: async (on) =>
      on === 'text' ? textBytes(desk) : Y.encodeStateAsUpdate(venue.workshop.board),
    threw,
  };
}

const textBytes = async (desk: Desk): Promise<Uint8Array> =>
  (await desk.text()).read((doc) => Y.encodeStateAsUpdate(doc));

function undefended(
  server: Undefended,
  name: string,
  copies: Readonly<Record<Document, Uint8Array>>,
): World {
  const path = (on: Document) => `${name}/${on}`;
  const doc = (on: Document): Y.Doc => {
    const made = server.document(path(on));
    if (made.store.clients.size === 0) Y.applyUpdate(made, copies[on]);
    return made;
  };
  const before = server.thrown.length;
  return {
    async connect(on) {
      doc(on);
      const socket = new WebSocket(`${server.origin.replace('http', 'ws')}${path(on)}`);
      await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
      return socket;
    },
    bytes: async (on) => Y.encodeStateAsUpdate(doc(on)),
    threw: () => server.thrown.length - before,
  };
}

/** Attacks on one document of one world, with somebody honest and somebody who looks on. */
class Round {
  readonly #world: World;
  readonly #on: Document;
  readonly #random: Seeded;
  readonly #honest: WebSocket;
  readonly #witness: WebSocket;
  readonly #copy = new Y.Doc();
  readonly #presence = new Awareness(new Y.Doc());
  readonly #kinds = new Set<number>();
  #waiting: () => void = () => undefined;

  private constructor(
    world: World,
    on: Document,
    random: Seeded,
    honest: WebSocket,
    witness: WebSocket,
  ) {
    this.#world = world;
    this.#on = on;
    this.#random = random;
    this.#honest = honest;
    this.#witness = witness;
    this.#presence.setLocalState(null);
    witness.on('message', (data: Buffer) => this.#see(data));
  }

  static async open(world: World, on: Document, random: Seeded): Promise<Round> {
    const [honest, witness] = [
      await world.connect(on, 'honest'),
      await world.connect(on, 'honest'),
    ];
    const round = new Round(world, on, random.fork(on), honest, witness);
    Y.applyUpdate(round.#copy, await world.bytes(on));
    await round.#settled(1);
    return round;
  }

  /** Which of them get through. */
  async through(attacks: readonly WireAttack[]): Promise<string[]> {
    const before = await this.#world.bytes(this.#on);
    const threwBefore = this.#world.threw();
    const sockets: WebSocket[] = [];
    const tried: { attack: WireAttack; place: Place; seen: Omit<Seen, 'presence' | 'kinds'> }[] =
      [];
    for (const attack of attacks) {
      const random = this.#random.fork(attack.title);
      const place: Place = {
        copy: this.#copy,
        honest: HONEST,
        me: 100_000 + random.below(2 ** 31),
        random,
      };
      const threw = this.#world.threw();
      const socket = await this.#world.connect(this.#on, attack.by);
      let isServed = false;
      socket.on('message', (data: Buffer) => {
        if (data[0] === 0 && data[1] === 1) isServed = true;
      });
      for (const frame of attack.frames(place)) socket.send(frame);
      await pong(socket);
      const isWritten = Buffer.compare(before, await this.#world.bytes(this.#on)) !== 0;
      tried.push({
        attack,
        place,
        seen: { isServed, isWritten, threw: this.#world.threw() > threw },
      });
      // What somebody says of themselves is gone when they are; the others can go at once.
      if (attack.title.startsWith('presence')) sockets.push(socket);
      else socket.terminate();
    }
    await this.#settled(2);
    const presence = this.#presence;
    const through = tried
      .filter(({ attack, place, seen }) =>
        attack.gotThrough({ ...seen, presence, kinds: this.#kinds }, place),
      )
      .map(({ attack }) => attack.title);
    for (const socket of sockets) socket.terminate();
    if (this.#witness.readyState !== this.#witness.OPEN) through.push('somebody else was closed');
    if (Buffer.compare(before, await this.#world.bytes(this.#on)) !== 0)
      through.push('it was written');
    if (this.#world.threw() !== threwBefore) through.push('it stumbled');
    return through;
  }

  close(): void {
    this.#honest.terminate();
    this.#witness.terminate();
    this.#presence.destroy();
  }

  /** Somebody honest moves, and is seen to: all that was said before has gone round, too. */
  async #settled(step: number): Promise<void> {
    const state = JSON.stringify(
      this.#on === 'board'
        ? { cursor: { x: step, y: 0 }, holding: null }
        : { cursor: null, user: { step } },
    );
    const clock = this.#presence.meta.get(HONEST)?.clock ?? 0;
    const moved = new Promise<void>((resolve) => {
      this.#waiting = () => {
        if ((this.#presence.meta.get(HONEST)?.clock ?? 0) > clock) resolve();
      };
    });
    // Where its line was forged with a clock beyond all others, nobody hears of it any more.
    const isSilenced = clock >= 2 ** 50;
    this.#honest.send(presenceFrame([presenceLine(HONEST, step, state)]));
    if (!isSilenced && (this.#presence.getStates().has(HONEST) || step === 1)) await moved;
    await pong(this.#witness);
  }

  #see(data: Buffer): void {
    const decoder = decoding.createDecoder(data);
    const kind = decoding.readVarUint(decoder);
    this.#kinds.add(kind);
    if (kind !== 1) return;
    try {
      applyAwarenessUpdate(this.#presence, decoding.readVarUint8Array(decoder), null);
    } catch (error) {
      // A line that is no JSON has come this far: a browser would stumble as well.
      if (!(error instanceof SyntaxError)) throw error;
    }
    this.#waiting();
  }
}
