/**
 * T10. Pages that never read what they are sent: asleep in a bag, or held still on purpose.
 * Everything they do not take waits in the server's memory, until it lets go of them. The
 * control is the same flood with the bound lifted.
 */
import { CLOSE } from '@tavolo/protocol';
import * as Y from 'yjs';
import { inFolder, type Served, startServed } from '../crowd/served.ts';
import type { Person, Place } from '../crowd/words.ts';
import { row, type Scale, type Torture, type TortureRow } from '../torture.ts';
import { openLine } from './line.ts';
import { startProbe } from './probe.ts';

interface Size {
  readonly deaf: number;
  readonly cards: number;
  /** Whether it is timed how the others fare: on a busy machine that says nothing. */
  readonly isTimed: boolean;
}

const SCALE: Record<Scale, Size> = {
  short: { deaf: 2, cards: 500, isTimed: false },
  long: { deaf: 50, cards: 2_000, isTimed: true },
};
const MEGABYTE = 1024 * 1024;
/** The bound of a backlog, and the frame that found it still below. */
const GOAL_MB = 4.25;
const P99_MS = 300;
/** What is written to everybody: the kernel keeps some six megabytes of it by itself. */
const FLOOD_BYTES = 15 * MEGABYTE;
const LETTER_BYTES = 7_600;
/** Whole boards that one line asks for. */
const ASKS = 100;
const SETTLING_MS = 100;
const PATIENCE_MS = 20_000;
/** Time to hear why, once one listens again; and no other limit in the way of asking. */
const LISTENING = {
  goodbyeMs: 60_000,
  boardFrames: { perSecond: 1_000, burst: 100_000 },
} as const;

export const slow: Torture = {
  name: 'slow',
  catalogue: 'T10',
  promise: 'Who does not read is let go, comes back in step, and keeps nobody waiting',
  run: ({ scale, say }) => inFolder((folder) => run(folder, scale, say)),
};

async function run(
  folder: string,
  scale: Scale,
  say: (line: string) => void,
): Promise<readonly TortureRow[]> {
  const size = SCALE[scale];
  const { deaf, cards } = size;
  const served = await startServed(folder, LISTENING);
  try {
    const place = await served.place({ people: deaf + 3, cards, texts: 0 });
    const held = await flood(served, place, size);
    say(
      `${held.cut} of ${deaf} were let go, the most that waited for one was ${inMB(held.backlog)} MB`,
    );
    const asked = await askAgain(served, place, 0);
    await served.bear({ backlog: Number.POSITIVE_INFINITY, fullSends: Number.POSITIVE_INFINITY });
    const without = await flood(served, place, size);
    say(`with the bound lifted ${without.cut} were let go, and ${inMB(without.backlog)} MB waited`);
    const askedWithout = await askAgain(served, place, PATIENCE_MS);
    const control = without.cut === 0 && without.backlog > GOAL_MB * MEGABYTE;
    const attack = { attempts: deaf, faultsInjected: deaf, control };
    return [
      row({
        name: 'most that waits for one who never reads',
        value: held.backlog / MEGABYTE,
        unit: 'MB',
        goal: GOAL_MB,
        ...attack,
        note: `without the bound ${inMB(without.backlog)} MB, and growing`,
      }),
      row({
        name: 'not told why (1013), or not in step after coming back',
        value: deaf - held.back,
        unit: 'pages',
        goal: 0,
        ...attack,
      }),
      row({
        name: 'boards that wait for one who asks again and again',
        value: asked,
        unit: 'boards',
        goal: 1,
        attempts: ASKS,
        faultsInjected: 1,
        control: askedWithout > 1,
        note: `without turns ${askedWithout.toFixed(1)}`,
      }),
      ...(!size.isTimed
        ? []
        : [
            row({
              name: 'change seen by the others meanwhile (p99)',
              value: held.p99Ms,
              unit: 'ms',
              goal: P99_MS,
              ...attack,
              note: `with the bound lifted ${Math.round(without.p99Ms)} ms`,
            }),
          ]),
    ];
  } finally {
    await served.kill();
  }
}

interface Flooded {
  readonly cut: number;
  readonly back: number;
  readonly backlog: number;
  readonly p99Ms: number;
}

/** Writes more than the kernel and the bound together would take from each of the deaf lines. */
async function flood(served: Served, place: Place, { deaf, isTimed }: Size): Promise<Flooded> {
  const [, writer, reader, ...others] = place.people;
  if (writer === undefined || reader === undefined) throw new Error('nobody is there');
  const open = (person: Person) => openLine(served.url, place.workshopId, person);
  const watcher = await open(reader);
  const lines = await Promise.all(others.slice(0, deaf).map(open));
  const probe = isTimed ? startProbe(served.url, place.workshopId, writer, watcher) : null;
  try {
    for (const line of lines) line.pause();
    await served.figures();
    await served.write(place.workshopId, FLOOD_BYTES / LETTER_BYTES, LETTER_BYTES);
    const { backlog } = await served.figures();
    const p99Ms = (await probe?.stop()) ?? 0;
    const codes = await Promise.all(lines.map((line) => line.listenAgain()));
    const cut = codes.filter((code) => code === CLOSE.tooSlow).length;
    const again = await Promise.all(cut === 0 ? [] : others.slice(0, deaf).map(open));
    lines.push(...again);
    const like = await Promise.all(again.map((line) => line.isLike(watcher)));
    return { cut, back: Math.min(cut, like.filter(Boolean).length), backlog, p99Ms };
  } finally {
    for (const line of [watcher, ...lines]) line.close();
  }
}

/** How many whole boards wait for a line that asks for them and never reads; for more than one, so long (ms). */
async function askAgain(
  served: Served,
  { workshopId, people }: Place,
  patienceMs: number,
): Promise<number> {
  const [person] = people;
  if (person === undefined) throw new Error('nobody is there');
  const line = await openLine(served.url, workshopId, person);
  try {
    const board = Y.encodeStateAsUpdate(line.doc).length;
    line.pause();
    await served.figures();
    for (let times = 0; times < ASKS; times += 1) line.ask();
    // What the kernel takes is the same, however the server behaves: it stands still after that.
    let before = -1;
    const from = Date.now();
    const mayWait = () => before <= board && Date.now() - from < patienceMs;
    for (let { backlog } = await served.figures(); backlog > before || mayWait(); ) {
      before = backlog;
      await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
      backlog = Math.max(backlog, (await served.figures()).backlog);
    }
    return before / board;
  } finally {
    line.close();
  }
}

function inMB(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(1);
}
