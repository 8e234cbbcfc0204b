/**
 * Frames straight into the handlers, without a network between: the rooms of a board and of a
 * text with their connections, gate and presence, the commands of the live channel, and the
 * readers of bodies and addresses.
 */
import { EventEmitter } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { createWorkshopBody, joinBody, leaveBody, textVersionBody } from '@tavolo/protocol';
import { openAllowances } from '@tavolo/server/allowances';
import { openLocalBus } from '@tavolo/server/bus/local';
import { LIMITS } from '@tavolo/server/limits';
import { openCommands } from '@tavolo/server/live/commands';
import { openLog } from '@tavolo/server/log';
import { openMetrics } from '@tavolo/server/metrics';
import { openAttendance } from '@tavolo/server/people/attendance';
import { openMemoryStorage } from '@tavolo/server/storage/memory/memory-storage';
import { readAddress } from '@tavolo/server/sync/address';
import { readFrame } from '@tavolo/server/sync/frames';
import { FullSends } from '@tavolo/server/sync/full-sends';
import { Room } from '@tavolo/server/sync/room';
import { TextRoom } from '@tavolo/server/sync/text-room';
import { type Desk, openDesk } from '@tavolo/server/testing/desk';
import type { Person } from '@tavolo/server/testing/venue';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { type Seeded, seeded } from '../seeded.ts';
import { BODIES, boardModels, commandModels, textModels } from './models.ts';
import { mutated, mutatedJson } from './mutate.ts';
import { noToll, type Toll, timed } from './watch.ts';

/** Work that waits is let through after so many frames. */
const BREATH = 200;
/** What passes the gate is known from then on: the good frames are made anew on the text as it is. */
const MODELS_EVERY = 100;

/** Then a new text is begun: what has come through the gate would grow, and each frame with it. */
const FRAMES_A_TEXT = 10_000;

/** Faults of our own on purpose, to see that they are noticed. */
export type Plant = 'no guard' | 'busy';

export interface Inside extends Toll {
  readonly isBoardSame: boolean;
  readonly isTextSound: boolean;
  /** Changes of the text that passed the gate, and commands that were accepted: it came that far. */
  readonly passed: number;
}

export async function fuzzInside(
  seed: number,
  frames: number,
  plant: Plant | null = null,
): Promise<Inside> {
  const toll = noToll();
  const log = openLog('error', {
    write() {
      toll.crashes += 1;
    },
  });
  const desk = await openDesk(openMemoryStorage(), undefined, log);
  try {
    const random = seeded(seed);
    const observer = await desk.venue.sit('observer');
    const board = Y.encodeStateAsUpdate(desk.venue.workshop.board);
    const fuzz = { desk, toll, log, plant } as const;
    await fuzzBoard(fuzz, observer, Math.floor(frames * 0.35), random.fork('board'));
    const texts = await fuzzTexts(fuzz, Math.floor(frames * 0.35), random.fork('text'));
    await fuzzCommands(fuzz, observer, Math.floor(frames * 0.2), random.fork('commands'));
    await fuzzReaders(fuzz, Math.floor(frames * 0.1), random.fork('readers'));
    const isBoardSame =
      Buffer.compare(board, Y.encodeStateAsUpdate(desk.venue.workshop.board)) === 0;
    return { ...toll, isBoardSame, ...texts };
  } finally {
    await desk.close();
  }
}

interface Fuzz {
  readonly desk: Desk;
  readonly toll: Toll;
  readonly log: ReturnType<typeof openLog>;
  readonly plant: Plant | null;
}

const nothing = (): undefined => undefined;

/** What a room needs of a socket; nothing that is sent to it goes anywhere. */
class NoSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  readonly bufferedAmount = 0;
  // There is no line that could be stopped or asked whether it is alive.
  readonly pause = nothing;
  readonly resume = nothing;
  readonly ping = nothing;
  readonly pong = nothing;

  send(_data: unknown, done?: () => void): void {
    done?.();
  }
  close(): void {
    this.terminate();
  }
  terminate(): void {
    if (this.readyState !== this.OPEN) return;
    this.readyState = 3;
    this.emit('close', 1006, Buffer.alloc(0));
  }
}

/** A room's connections, one after the other: each is closed at a few frames that are refused. */
class Line {
  #socket: NoSocket | null = null;
  readonly #enter: (socket: WebSocket) => void;

  constructor(enter: (socket: WebSocket) => void) {
    this.#enter = enter;
  }

  hear(frame: Uint8Array): void {
    if (this.#socket === null || this.#socket.readyState !== this.#socket.OPEN) {
      this.#socket = new NoSocket();
      // It has all that a room asks of one.
      this.#enter(this.#socket as unknown as WebSocket);
    }
    this.#socket.emit('message', Buffer.from(frame), true);
  }

  close(): void {
    this.#socket?.terminate();
  }
}

function deliver({ toll, plant }: Fuzz, line: Line, frame: Uint8Array): void {
  timed(toll, () => {
    // As if nothing stood around the reading of a frame.
    if (plant === 'no guard') readFrame(frame);
    if (plant === 'busy' && toll.frames === 50) busyFor(600);
    line.hear(frame);
  });
}

export function busyFor(ms: number): void {
  const from = process.cpuUsage();
  for (let done = 0; done < ms; ) {
    const { user, system } = process.cpuUsage(from);
    done = (user + system) / 1_000;
  }
}

function roomOptions(log: Fuzz['log']) {
  // Rates are another torture's: here each frame comes a second after the last.
  let now = Date.now();
  const clock = (): number => {
    now += 1_000;
    return now;
  };
  const limits = LIMITS;
  return {
    clock,
    log,
    limits,
    metrics: openMetrics(),
    fullSends: new FullSends(limits),
    emptied: () => undefined,
    // Nobody is on another node.
    attendance: openAttendance(openLocalBus(), clock),
  };
}

async function fuzzBoard(
  fuzz: Fuzz,
  observer: Person,
  frames: number,
  random: Seeded,
): Promise<void> {
  const { workshop } = fuzz.desk.venue;
  const room = new Room({ ...roomOptions(fuzz.log), workshop });
  // Somebody stays, so that the room does, and hears of the others.
  const witness = new Line((socket) => room.enter(socket, visitorOf(fuzz.desk, observer)));
  witness.hear(Uint8Array.of(0, 0, 1, 0));
  const person = await fuzz.desk.writer();
  const models = boardModels(workshop.board);
  const line = new Line((socket) => room.enter(socket, visitorOf(fuzz.desk, person)));
  for (let n = 0; n < frames; n += 1) {
    deliver(fuzz, line, mutated(models, random));
    if (n % BREATH === 0) await turn();
  }
  line.close();
  witness.close();
}

type Texts = Pick<Inside, 'isTextSound' | 'passed'>;

async function fuzzTexts(fuzz: Fuzz, frames: number, random: Seeded): Promise<Texts> {
  let [isTextSound, passed] = [true, 0];
  for (let done = 0; done < frames; done += FRAMES_A_TEXT) {
    const desk = await openDesk(openMemoryStorage(), undefined, fuzz.log);
    try {
      const some = Math.min(FRAMES_A_TEXT, frames - done);
      const text = await fuzzText({ ...fuzz, desk }, some, random.fork(`from ${done}`));
      isTextSound &&= text.isTextSound;
      passed += text.passed;
    } finally {
      await desk.close();
    }
  }
  return { isTextSound, passed };
}

async function fuzzText(fuzz: Fuzz, frames: number, random: Seeded): Promise<Texts> {
  const { desk } = fuzz;
  const text = await desk.text();
  let passed = 0;
  const stop = text.subscribe((change) => {
    passed += change.length;
  });
  const release = desk.venue.texts.hold(text);
  const room = new TextRoom({ ...roomOptions(fuzz.log), text });
  const witness = await desk.writer();
  const stays = new Line((socket) => room.enter(socket, visitorOf(desk, witness)));
  stays.hear(Uint8Array.of(0, 0, 1, 0));
  let isTextSound = true;
  let models: Uint8Array[] = [];
  let line: Line | null = null;
  for (let n = 0; n < frames; n += 1) {
    if (n % MODELS_EVERY === 0) {
      const now = await text.read((doc) => {
        isTextSound &&= doc.store.pendingStructs === null && doc.store.pendingDs === null;
        isTextSound &&= [...doc.share.keys()].join() === 'body';
        return Y.encodeStateAsUpdate(doc);
      });
      models = textModels(now, random);
      line?.close();
      // Another seat: nobody has more than a thousand ids of their own.
      const writer = await desk.writer();
      line = new Line((socket) => room.enter(socket, visitorOf(desk, writer)));
    }
    if (line !== null) deliver(fuzz, line, mutated(models, random));
    // What is sent waits in the text's own queue.
    if (n % 20 === 0) {
      const from = process.cpuUsage();
      await text.read(() => undefined);
      const { user, system } = process.cpuUsage(from);
      fuzz.toll.longest = Math.max(fuzz.toll.longest, (user + system) / 1_000);
    }
  }
  line?.close();
  stays.close();
  stop();
  release();
  return { isTextSound, passed };
}

async function fuzzCommands(
  { desk, toll, log, plant }: Fuzz,
  observer: Person,
  frames: number,
  random: Seeded,
): Promise<void> {
  const { workshop } = desk.venue;
  const { clock, metrics, attendance } = roomOptions(log);
  const { commands: rate } = openAllowances(clock);
  const answer = openCommands({
    rate,
    nodesOf: attendance.nodesOf,
    isQuiet: () => false,
    log,
    metrics,
  });
  const models = commandModels(workshop.state, desk.venue.owner.seatId, random);
  for (let n = 0; n < frames; n += 1) {
    const text = mutatedJson(models, random);
    let waiting: Promise<unknown> = Promise.resolve();
    timed(toll, () => {
      const value = parsed(text);
      // By somebody who may change nothing: the board has to stay as it is.
      if (value !== undefined || plant === 'no guard')
        waiting = answer(workshop, observer.seatId, value);
    });
    await waiting.catch(() => {
      toll.crashes += 1;
    });
  }
}

async function fuzzReaders({ toll }: Fuzz, frames: number, random: Seeded): Promise<void> {
  const schemas = [createWorkshopBody, joinBody, leaveBody, textVersionBody];
  for (let n = 0; n < frames; n += 1) {
    const text = mutatedJson(BODIES, random);
    timed(toll, () => {
      const value = parsed(text);
      for (const schema of schemas) schema.safeParse(value);
      readAddress(`/sync/${text}`);
    });
    if (n % BREATH === 0) await turn();
  }
}

/** Undefined where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const visitorOf = (desk: Desk, { seatId, tokenHash }: Person) => ({
  workshopId: desk.venue.workshop.id,
  seatId,
  tokenHash,
});
