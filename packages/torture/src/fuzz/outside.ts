/**
 * Frames over real sockets to the whole program in a process of its own: broken framing,
 * broken frames in good framing, packets of the live channel, bodies over HTTP.
 */
import { Agent } from 'node:http';
import { type SeatId, UNOPENED } from '@tavolo/model';
import { anyId } from '@tavolo/server/testing/venue';
import * as Y from 'yjs';
import { type Seeded, seeded } from '../seeded.ts';
import { type Hall, NotGiven, openHall } from './hall.ts';
import { boardModels, commandModels, textModels } from './models.ts';
import { sendBodies, sendFrames, sendPackets } from './senders.ts';
import { startTarget, type Target } from './target.ts';

/** At once: as many as keep the program at work without a pause. */
const HANDS = 6;
/** Asked for its longest pause after so many frames. */
const ASK_EVERY = 200;

export interface Outside {
  readonly frames: number;
  readonly hasCrashed: boolean;
  /** The longest time (ms) in which the program answered nobody. */
  readonly longest: number;
  readonly isBoardSame: boolean;
  readonly isTextSound: boolean;
}

export async function fuzzOutside(
  seed: number,
  frames: number,
  plant?: 'throw' | 'busy',
): Promise<Outside> {
  const target = await startTarget();
  const agent = new Agent({ keepAlive: true, maxSockets: HANDS });
  try {
    const hall = await openHall(target.url);
    const before = await hall.read('board');
    // What it was slow at while it started is not asked for.
    await target.longest();
    const crowd = new Crowd({ target, hall, agent, frames, plant });
    const hands = Array.from({ length: HANDS }, (_, hand) => seeded(seed).fork(`hand ${hand}`));
    await Promise.all(hands.map((random) => crowd.send(random)));
    await crowd.ask();
    // Who gives no document any more has ended as well, whatever its process does.
    const board = await given(hall, 'board');
    const text = await given(hall, 'text');
    return {
      frames: crowd.sent,
      hasCrashed: crowd.hasEnded || target.hasCrashed() || board === null || text === null,
      longest: crowd.longest,
      isBoardSame: board === null || Buffer.compare(before, board) === 0,
      isTextSound: text === null || isSound(text),
    };
  } finally {
    agent.destroy();
    await target.close();
  }
}

async function given(hall: Hall, document: 'board' | 'text'): Promise<Uint8Array | null> {
  try {
    return await hall.read(document);
  } catch (error) {
    if (error instanceof NotGiven) return null;
    throw error;
  }
}

function isSound(bytes: Uint8Array): boolean {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, bytes);
  const roots = [...doc.share.keys()];
  return doc.store.pendingStructs === null && roots.every((name) => name === 'body');
}

interface CrowdOptions {
  readonly target: Target;
  readonly hall: Hall;
  readonly agent: Agent;
  readonly frames: number;
  readonly plant: 'throw' | 'busy' | undefined;
}

class Crowd {
  sent = 0;
  longest = 0;
  /** The program gave somebody no document any more. */
  hasEnded = false;
  readonly #options: CrowdOptions;
  #asked = 0;
  #isPlanted = false;

  constructor(options: CrowdOptions) {
    this.#options = options;
  }

  async send(random: Seeded): Promise<void> {
    const { target, hall, agent, frames } = this.#options;
    const board = new Y.Doc();
    Y.applyUpdate(board, await hall.read('board'));
    const onBoard = boardModels(board);
    const commands = commandModels(UNOPENED, anyId<SeatId>(), random);
    let onText: readonly Uint8Array[] = [];
    for (let round = 0; this.sent < frames && !target.hasCrashed() && !this.hasEnded; round += 1) {
      if (round % 10 === 0) {
        const text = await given(hall, 'text');
        this.hasEnded ||= text === null;
        if (text !== null) onText = textModels(text, random);
      }
      const kind = random.below(10);
      const count = await (kind < 3
        ? sendFrames(hall, random, 'board', onBoard)
        : kind < 6
          ? sendFrames(hall, random, 'text', onText)
          : kind < 8
            ? sendPackets(hall, random, commands)
            : sendBodies(hall, random, commands, agent));
      this.sent += count;
      if (this.sent >= this.#asked + ASK_EVERY) {
        this.#asked = this.sent;
        await this.ask();
      }
    }
  }

  /** The planted fault goes along with the first question. */
  async ask(): Promise<void> {
    const plant = this.#isPlanted ? undefined : this.#options.plant;
    this.#isPlanted = true;
    const longest = await this.#options.target.longest(plant);
    if (longest !== null) this.longest = Math.max(this.longest, longest);
  }
}
