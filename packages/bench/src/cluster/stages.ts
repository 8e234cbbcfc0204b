/** The stages of a run, each on something that runs: what is asked of it, and the numbers that come out. */
import type { Crowds, Window } from './crowd/crowds.ts';
import type { LineKind } from './crowd/words.ts';
import { whileSyncing } from './fsync.ts';
import { cpuMs, memoryOf } from './processes.ts';
import type { Site } from './sites.ts';

type Numbers = Record<string, number>;

export interface Load {
  /** In each room. */
  readonly people: number;
  readonly writers: number;
  /** Changes over all rooms, while everybody looks on. */
  readonly perSecond: number;
  /** People of each room who move a hand, and how often in a second. */
  readonly pointers: number;
  readonly hz: number;
  /** In so many of the rooms. */
  readonly rooms: number;
  /** So long after the last has come nothing is measured: for some seconds each is told of all the others. */
  readonly settleMs: number;
  readonly windowMs: number;
  readonly stormMs: number;
}

/** Before the first storm that counts. */
const WARM_MS = 2_000;

/** Each writer sends a command after the answer to the last: how many come through. */
export async function storms(
  crowds: Crowds,
  { nodes }: Site,
  { rooms, writers, stormMs }: Load,
  spread: 'people' | 'rooms',
  times: number,
): Promise<Numbers[]> {
  await crowds.dial({ kind: 'live', nodes, rooms, people: writers, spread, writers, pointers: 0 });
  await crowds.storm(WARM_MS);
  const numbers: Numbers[] = [];
  for (let n = 0; n < times; n += 1) {
    const { perSecond, acknowledged, cores, refused } = await crowds.storm(stormMs);
    numbers.push({ perSecond, ack: acknowledged.percentile(95), cores, refused });
  }
  await crowds.hangUp();
  return numbers;
}

/** Everybody looks at the board, and some change it. */
export async function windows(
  crowds: Crowds,
  site: Site,
  { rooms, people, writers, pointers, perSecond, hz, settleMs, windowMs }: Load,
  kind: LineKind,
  times: number,
): Promise<Numbers[]> {
  const { nodes, pids } = site;
  const before = memoryOf(pids);
  const spread = 'people' as const;
  const writing = kind === 'board' ? 0 : writers;
  const where = { nodes, rooms, spread } as const;
  const dialed = await crowds.dial({ ...where, kind, people, writers: writing, pointers });
  const perLine = (memoryOf(pids) - before) / 1_024 / dialed.lines;
  if (kind === 'board')
    await crowds.dial({ ...where, kind: 'live', people: writers, writers, pointers: 0 });
  await crowds.window({ ms: settleMs, perSecond, hz });
  const numbers: Numbers[] = [];
  for (let n = 0; n < times; n += 1) {
    const used = () => [cpuMs(pids), ...Object.values(site.services).map((pid) => cpuMs([pid]))];
    const from = used();
    const at = performance.now();
    const { value: window, fsync } = await whileSyncing(() =>
      crowds.window({ ms: windowMs, perSecond, hz }),
    );
    const wallMs = performance.now() - at;
    const [cpu = 0, ...services] = used().map((ms, place) => ms - (from[place] ?? 0));
    numbers.push({
      ...read(window),
      fsync: fsync.percentile(50),
      fsync95: fsync.percentile(95),
      cpu: (cpu / (window.delivered + window.movements)) * 1_000,
      busy: cpu / wallMs,
      ...Object.fromEntries(
        Object.keys(site.services).map((name, place) => [
          name,
          ((services[place] ?? 0) / (window.delivered + window.movements)) * 1_000,
        ]),
      ),
      perLine,
      dialled: dialed.lines / (dialed.ms / 1_000),
    });
  }
  await crowds.hangUp();
  return numbers;
}

function read(window: Window): Numbers {
  const { acknowledged, same, other, hands, delivered, expected, cores, lag99Ms } = window;
  return {
    ack: acknowledged.percentile(95),
    same: same.percentile(95),
    other: other.percentile(95),
    same50: same.percentile(50),
    other50: other.percentile(50),
    missing: (1 - delivered / expected) * 100,
    hands: hands.percentile(95),
    delivered,
    movements: window.movements,
    frames: window.frames,
    cores,
    lag: lag99Ms,
  };
}
