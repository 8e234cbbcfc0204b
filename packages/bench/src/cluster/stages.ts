/** The stages of a run, each on something that runs: what is asked of it, and the numbers that come out. */
import type { Crowds, Window } from './crowd/crowds.ts';
import type { LineKind } from './crowd/words.ts';
import { cpuMs, memoryOf } from './processes.ts';
import type { Site } from './sites.ts';

type Numbers = Record<string, number>;

export interface Load {
  /** In each room. */
  readonly people: number;
  readonly writers: number;
  /** Changes over all rooms, while everybody looks on. */
  readonly perSecond: number;
  readonly windowMs: number;
  readonly stormMs: number;
}

/** Before the first number everything has been used once. */
const WARM_MS = 2_000;

/** Each writer sends a command after the answer to the last: how many come through. */
export async function storms(
  crowds: Crowds,
  { nodes }: Site,
  { writers, stormMs }: Load,
  spread: 'people' | 'rooms',
  times: number,
): Promise<Numbers[]> {
  await crowds.dial({ kind: 'live', nodes, people: writers, spread, writers });
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
  { people, writers, perSecond, windowMs }: Load,
  kind: LineKind,
  times: number,
): Promise<Numbers[]> {
  const { nodes, pids } = site;
  const before = memoryOf(pids);
  const spread = 'people';
  const writing = kind === 'board' ? 0 : writers;
  const dialed = await crowds.dial({ kind, nodes, people, spread, writers: writing });
  const perLine = (memoryOf(pids) - before) / 1_024 / dialed.lines;
  if (kind === 'board')
    await crowds.dial({ kind: 'live', nodes, people: writers, spread, writers });
  await crowds.window(WARM_MS, perSecond);
  const numbers: Numbers[] = [];
  for (let n = 0; n < times; n += 1) {
    const used = () => [cpuMs(pids), ...Object.values(site.services).map((pid) => cpuMs([pid]))];
    const from = used();
    const at = performance.now();
    const window = await crowds.window(windowMs, perSecond);
    const wallMs = performance.now() - at;
    const [cpu = 0, ...services] = used().map((ms, place) => ms - (from[place] ?? 0));
    numbers.push({
      ...read(window),
      cpu: (cpu / window.delivered) * 1_000,
      busy: cpu / wallMs,
      ...Object.fromEntries(
        Object.keys(site.services).map((name, place) => [
          name,
          ((services[place] ?? 0) / window.delivered) * 1_000,
        ]),
      ),
      perLine,
      dialled: dialed.lines / (dialed.ms / 1_000),
    });
  }
  await crowds.hangUp();
  return numbers;
}

function read({ acknowledged, same, other, delivered, expected, cores, lag99Ms }: Window): Numbers {
  return {
    ack: acknowledged.percentile(95),
    same: same.percentile(95),
    other: other.percentile(95),
    same50: same.percentile(50),
    other50: other.percentile(50),
    missing: (1 - delivered / expected) * 100,
    delivered,
    cores,
    lag: lag99Ms,
  };
}
