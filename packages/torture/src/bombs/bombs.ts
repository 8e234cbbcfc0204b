/**
 * T13. What is small to send and large to take has to end at the door: in little work and
 * little memory. The control drops the same bombs on the same server with its limits lifted.
 */
import { LIMITS } from '@tavolo/server/limits';
import * as Y from 'yjs';
import { inFolder, type Served, startServed } from '../crowd/served.ts';
import type { Place } from '../crowd/words.ts';
import { row, type Scale, type Torture, type TortureRow } from '../torture.ts';
import { BOMBS, type Bomb, gaps } from './bomb-list.ts';
import { type Crowd, halfOpen, speakSlowly } from './slow-speakers.ts';

interface Size {
  /** How often each bomb is dropped. */
  readonly times: number;
  readonly slowSpeakers: number;
  readonly halfOpen: number;
  readonly undecided: number;
  readonly undecidedMs: number;
  readonly requestMs: number;
  /** How long past that a slow one may still be there: node looks for the late once a second. */
  readonly lateMs: number;
}

const SCALE: Record<Scale, Size> = {
  short: {
    times: 1,
    slowSpeakers: 20,
    halfOpen: 200,
    undecided: 50,
    undecidedMs: 300,
    requestMs: 300,
    // The machine may be busy with other tests.
    lateMs: 20_000,
  },
  // As the product is.
  long: {
    times: 20,
    slowSpeakers: 2_000,
    halfOpen: 10_000,
    undecided: LIMITS.undecided,
    undecidedMs: LIMITS.undecidedMs,
    requestMs: LIMITS.requestMs,
    lateMs: 2_500,
  },
};
const WORK_MS = 100;
const MEMORY_MB = 20;
/** A connection that has said half a request is about 8 KB in node. */
const HALF_OPEN_MB = 0.01;

/** A bare peer answers no goodbye; the product waits longer for it. */
const GOODBYE_MS = 100;

/** The door may be slow on a busy machine; a server that takes everything never ends it. */
const PATIENCE_MS = 20_000;
const TAKEN_MS = 1_500;
const LOOKING_MS = 100;
const SETTLING_MS = 100;

const ENDLESS = Number.MAX_SAFE_INTEGER;
const HOUR_MS = 3_600_000;
const LIFTED = {
  boardFrame: 2 ** 30,
  textFrame: 2 ** 30,
  fragments: 0,
  deflate: true,
  jsonBody: ENDLESS,
  denials: ENDLESS,
  textFrames: { perSecond: 1e6, burst: 1e6 },
  textBytes: { perSecond: 1e9, burst: 1e9 },
  undecided: ENDLESS,
  undecidedMs: HOUR_MS,
  requestMs: HOUR_MS,
} as const;

export const bombs: Torture = {
  name: 'bombs',
  catalogue: 'T13',
  promise: 'What is small to send and large to take ends at the door',
  run: ({ scale, say }) =>
    inFolder((one) => inFolder((other) => run([one, other], SCALE[scale], say))),
};

async function run(
  [one, other]: readonly [string, string],
  size: Size,
  say: (line: string) => void,
): Promise<readonly TortureRow[]> {
  const { undecided, undecidedMs, requestMs } = size;
  const [held, lifted] = await Promise.all([
    startServed(one, { undecided, undecidedMs, requestMs, goodbyeMs: GOODBYE_MS }),
    startServed(other, LIFTED),
  ]);
  try {
    const wanted = { people: 2, cards: 1, texts: 1 };
    const [place, openPlace] = await Promise.all([held.place(wanted), lifted.place(wanted)]);
    const rows: TortureRow[] = [];
    for (const bomb of BOMBS) {
      rows.push(await dropped(bomb, size.times, [held, place], [lifted, openPlace]));
      say(bomb.name);
    }
    rows.push(await slowOnes(held, lifted, size));
    say('slow speakers');
    rows.push(await halfOnes(held, lifted, size));
    return rows;
  } finally {
    await Promise.all([held.kill(), lifted.kill()]);
  }
}

interface Cost {
  /** It was ended at the door. */
  readonly ended: boolean;
  readonly workMs: number;
  readonly memoryMB: number;
}

async function costOf(bomb: Bomb, served: Served, place: Place): Promise<Cost> {
  const before = await served.figures(true);
  const ended = await bomb.drop(served, place, pause(PATIENCE_MS));
  const { workMs, peakMB } = await served.figures();
  return { ended, workMs, memoryMB: Math.max(0, peakMB - before.memoryMB) };
}

/** On the server that takes everything: until it has cost too much. */
async function costWithout(bomb: Bomb, served: Served, place: Place): Promise<Cost> {
  const before = await served.figures(true);
  const cost = { workMs: 0, memoryMB: 0 };
  const isDear = () => cost.workMs > WORK_MS || cost.memoryMB > MEMORY_MB;
  let isOver = false;
  const grow = async (): Promise<void> => {
    const { workMs, peakMB } = await served.figures();
    cost.workMs += workMs;
    cost.memoryMB = Math.max(cost.memoryMB, peakMB - before.memoryMB);
  };
  const enough = (async () => {
    for (let waited = 0; waited < TAKEN_MS && !isOver && !isDear(); waited += LOOKING_MS) {
      await pause(LOOKING_MS);
      await grow();
    }
  })();
  const ended = await bomb.drop(served, place, enough);
  isOver = true;
  await enough;
  await grow();
  return { ended, ...cost };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

async function dropped(
  bomb: Bomb,
  times: number,
  [held, place]: readonly [Served, Place],
  [lifted, openPlace]: readonly [Served, Place],
): Promise<TortureRow> {
  // The first time everything is new to the machine.
  await bomb.drop(held, place, pause(PATIENCE_MS));
  const costs: Cost[] = [];
  for (let n = 0; n < times; n += 1) costs.push(await costOf(bomb, held, place));
  const without = await costWithout(bomb, lifted, openPlace);
  const grew = Math.max(without.memoryMB, 0);
  const worked = without.workMs + (bomb.name === PENDING ? pendingInYjs() : 0);
  const said = (workMs: number, memoryMB: number): string =>
    `${Math.round(workMs)} ms of work and ${Math.round(memoryMB)} MB`;
  const workMs = Math.max(...costs.map((cost) => cost.workMs));
  const memoryMB = Math.max(...costs.map((cost) => cost.memoryMB));
  const stayed = costs.some(({ ended }) => !ended);
  return row({
    name: bomb.name,
    value: stayed ? ENDLESS : shareOf(workMs, memoryMB),
    unit: `of ${said(WORK_MS, MEMORY_MB)}`,
    goal: 1,
    attempts: times,
    faultsInjected: times,
    control: !without.ended && shareOf(worked, grew) > 1,
    note: `${said(workMs, memoryMB)}; without the limits ${said(worked, grew)}`,
  });
}

/** Of what a bomb may cost. One figure: some are dear in work, some in memory, and the control is measured by the same. */
function shareOf(workMs: number, memoryMB: number): number {
  return Math.max(workMs / WORK_MS, memoryMB / MEMORY_MB);
}

const PENDING = BOMBS.at(-1)?.name;

/** What a document does with them where no gate stands before it (ms). */
function pendingInYjs(): number {
  const doc = new Y.Doc();
  const from = performance.now();
  for (const update of gaps()) Y.applyUpdate(doc, update);
  return performance.now() - from;
}

async function slowOnes(held: Served, lifted: Served, size: Size): Promise<TortureRow> {
  const [slow, allowed] = await Promise.all([
    speakSlowly(held.url, size.slowSpeakers),
    speakSlowly(lifted.url, size.slowSpeakers),
  ]);
  try {
    const lastMs = Math.max(size.undecidedMs, size.requestMs) + size.lateMs;
    for (let waited = 0; waited < lastMs && slow.open() > 0; waited += 100) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return row({
      name: 'that speak a byte at a time and are still there',
      value: slow.open(),
      unit: 'connections',
      goal: 0,
      attempts: size.slowSpeakers,
      faultsInjected: size.slowSpeakers,
      control: allowed.open() === size.slowSpeakers,
      note: `without the limits ${allowed.open()}`,
    });
  } finally {
    slow.close();
    allowed.close();
  }
}

/** Once no more than `wanted` are there, and nobody has been let go for a while. */
async function settled(crowd: Crowd, wanted: number): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  for (let before = -1; crowd.open() !== before || crowd.open() > wanted; ) {
    if (Date.now() > until) return;
    before = crowd.open();
    await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
  }
}

async function halfOnes(held: Served, lifted: Served, size: Size): Promise<TortureRow> {
  const grown = async (
    served: Served,
    wanted: number,
  ): Promise<{ readonly memoryMB: number; readonly open: number }> => {
    const before = await served.figures(true);
    const crowd = await halfOpen(served.url, size.halfOpen);
    try {
      await settled(crowd, wanted);
      const { peakMB } = await served.figures();
      return { memoryMB: peakMB - before.memoryMB, open: crowd.open() };
    } finally {
      crowd.close();
    }
  };
  // The first time everything is new to the machine.
  await grown(held, size.undecided);
  const { memoryMB, open } = await grown(held, size.undecided);
  const without = await grown(lifted, size.halfOpen);
  return row({
    name: `${size.halfOpen.toLocaleString('en')} half-open upgrades`,
    value: open > size.undecided ? ENDLESS : Math.max(0, memoryMB),
    unit: 'MB more',
    // Of as many as are borne.
    goal: Math.max(MEMORY_MB, size.undecided * HALF_OPEN_MB),
    attempts: size.halfOpen,
    faultsInjected: size.halfOpen,
    control: without.open === size.halfOpen,
    note: `${open} were borne; without the limit ${without.open}, and ${Math.round(without.memoryMB)} MB`,
  });
}
