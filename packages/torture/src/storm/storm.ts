/**
 * T9. The server is killed under a full room and started again; everybody dials in the same
 * moment, without the pauses that our pages make. The control is the same room and the same
 * moment, with every page's board encoded for it alone and no turns to wait for.
 */
import * as decoding from 'lib0/decoding';
import * as Y from 'yjs';
import { type DialAnswer, type Phones, startPhones } from '../crowd/phones.ts';
import { inFolder, type Served, startServed } from '../crowd/served.ts';
import type { Figures, Place } from '../crowd/words.ts';
import { row, type Scale, type Torture, type TortureRow } from '../torture.ts';

interface Room {
  readonly people: number;
  readonly cards: number;
  /** From the last dial until all are in step. */
  readonly goalMs: number;
}

const ROOMS: Record<Scale, Room> = {
  // The machine may be busy with other tests, and the phones are in the same process.
  short: { people: 100, cards: 1_500, goalMs: 40_000 },
  long: { people: 2_000, cards: 5_000, goalMs: 10_000 },
};
const MEMORY_MB = 400;
const STALL_MS = 3_000;
/** After this nobody waits any more. */
const PATIENCE_MS = 60_000;
/** Without turns and a shared answer it has to be clearly worse: else this attacked nothing. */
const CLEARLY = 2;

const LIFTED = { fullSends: Number.POSITIVE_INFINITY, sharesEncoding: false } as const;

export const storm: Torture = {
  name: 'storm',
  catalogue: 'T9',
  promise: 'After a restart a whole room that dials in one moment is soon back in step',
  run: ({ scale, say }) => inFolder((folder) => run(folder, scale, say)),
};

interface Storm {
  readonly dialed: DialAnswer;
  readonly figures: Figures;
}

async function run(
  folder: string,
  scale: Scale,
  say: (line: string) => void,
): Promise<readonly TortureRow[]> {
  const room = ROOMS[scale];
  const [first, phones] = await Promise.all([
    startServed(folder),
    startPhones(scale === 'short' ? 'here' : 'elsewhere'),
  ]);
  let served = first;
  try {
    const { people, cards: written } = room;
    const place = await served.place({ people, cards: written, texts: 0 });
    say(`${room.people} people and ${room.cards} cards are there`);
    // In the short version the same server serves both times: starts are what takes long.
    const again = async (limits: object): Promise<void> => {
      if (scale === 'short') return served.bear(limits);
      await served.kill();
      served = await startServed(folder, limits, first.port);
    };
    await again({});
    const held = await dialAll(served, phones, place);
    const cards = cardsIn(held.dialed.board);
    if (cards !== room.cards) throw new Error(`a board of ${cards} cards was sent`);
    say(`all in step after ${Math.round(held.dialed.lastMs)} ms`);
    const late = held.dialed.lastMs - held.dialed.dialedMs > room.goalMs;
    if (scale === 'short' && (late || held.dialed.synced < people)) {
      throw new Error(`${held.dialed.synced} of ${people} came to be in step in time`);
    }
    await phones.hangUp();
    await again(LIFTED);
    const without = await dialAll(served, phones, place);
    say(`without turns and a shared answer: ${Math.round(without.dialed.lastMs)} ms`);
    return rows(room, held, without, scale);
  } finally {
    await Promise.all([served.kill(), phones.close()]);
  }
}

async function dialAll(served: Served, phones: Phones, place: Place): Promise<Storm> {
  const url = `${served.url.replace('http', 'ws')}/sync/${place.workshopId}/board`;
  await served.figures(true);
  const dialed = await phones.dial({ url, people: place.people, patienceMs: PATIENCE_MS });
  return { dialed, figures: await served.figures() };
}

/** A row of the room as it was held; its control is the same figure of the room that was not. */
interface Measure {
  readonly name: string;
  readonly unit: string;
  readonly goal: number;
  readonly of: (storm: Storm) => number;
}

function rows(
  { people, goalMs }: Room,
  held: Storm,
  without: Storm,
  scale: Scale,
): readonly TortureRow[] {
  const { dialed, figures } = without;
  const measures: readonly Measure[] = [
    {
      name: 'from the last dial until all are in step',
      unit: 'ms',
      goal: goalMs,
      // A phone that failed never is.
      of: ({ dialed: { lastMs, dialedMs, synced, errors } }) =>
        synced < people || errors > 0 ? Number.MAX_SAFE_INTEGER : lastMs - dialedMs,
    },
    {
      name: 'memory of the server, at most',
      unit: 'MB',
      goal: MEMORY_MB,
      of: ({ figures: { peakMB } }) => peakMB,
    },
    {
      name: 'longest stall of the server',
      unit: 'ms',
      goal: STALL_MS,
      of: ({ figures: { stallMs } }) => stallMs,
    },
    {
      name: 'work of the server, of what it is without turns and a shared answer',
      unit: 'of it',
      goal: 1 / CLEARLY,
      of: ({ figures: { workMs } }) => workMs / figures.workMs,
    },
  ];
  // A small room breaks nothing by itself, and a busy machine tells no times: its work says it.
  const told = scale === 'short' ? measures.slice(-1) : measures;
  const note = `without: ${Math.round(dialed.lastMs)} ms, ${Math.round(figures.workMs)} ms of work against ${Math.round(held.figures.workMs)}, longest stall ${Math.round(figures.stallMs)} ms`;
  return told.map(({ of, ...named }) =>
    row({
      ...named,
      value: of(held),
      attempts: people,
      faultsInjected: people,
      control: of(without) > named.goal,
      note,
    }),
  );
}

/** What a page would have after this frame. */
function cardsIn(frame: Uint8Array | null): number {
  if (frame === null) return 0;
  const decoder = decoding.createDecoder(frame);
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  const board = new Y.Doc();
  Y.applyUpdate(board, decoding.readVarUint8Array(decoder));
  return board.getMap('cards').size;
}
