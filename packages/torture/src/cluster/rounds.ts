/** One fault again and again under load; after each round the database itself says what was kept. */
import type { Seeded } from '../seeded.ts';
import { becomesReady, type Fault } from './faults.ts';
import type { Installation } from './installation.ts';
import type { Ledger } from './ledger.ts';
import type { Lookout } from './lookout.ts';
import type { People } from './people.ts';

/** The end of waiting for everybody to be back; well past what is promised. */
const PATIENCE_MS = 40_000;

export interface Scene {
  readonly installation: Installation;
  readonly people: People;
  readonly ledger: Ledger;
  readonly lookout: Lookout;
  readonly random: Seeded;
  readonly say: (line: string) => void;
}

export interface Suffered {
  readonly fault: Fault;
  readonly rounds: number;
  /** Told to people that it is done. */
  readonly done: number;
  readonly lost: number;
  readonly doubled: number;
  /** From the end of a fault until everybody had something new acknowledged, at most (ms). */
  readonly backMs: number;
  /** Until what was done during a fault was on every page, at most (ms), and how many were looked at. */
  readonly seenMs: number;
  readonly looks: number;
  /** Until a node that cannot save said so, at most (ms). */
  readonly unreadyMs: number;
  /** Rounds in which nobody could go on during the fault. */
  readonly stood: number;
  readonly wrong: readonly string[];
}

export async function suffer(scene: Scene, fault: Fault, rounds: number): Promise<Suffered> {
  const { installation, people, ledger, lookout, random, say } = scene;
  const lost = new Set<string>();
  const doubled = new Set<string>();
  const wrong: string[] = [];
  const worst = { back: 0, seen: 0, unready: 0 };
  let [looks, stood] = [0, 0];
  const doneBefore = people.done;
  const wrongBefore = people.wrong.length;
  const judge = async (): Promise<void> => {
    const found = await ledger.judge(people.claims);
    for (const each of found.lost) lost.add(each);
    for (const each of found.doubled) doubled.add(each);
  };
  people.work();
  for (let round = 0; round < rounds; round += 1) {
    await becomesReady(installation, ...installation.nodes);
    lookout.begin();
    const around = { installation, random, round, judge };
    const struck = await fault.strike(around);
    wrong.push(...(struck.wrong ?? []));
    const back = await people.backAfter(struck.overAt, PATIENCE_MS);
    if (back >= PATIENCE_MS) {
      wrong.push(`round ${round}: ${people.missing(struck.overAt)} never came back`);
    }
    await judge();
    const meanwhile = people.doneBetween(struck.from, struck.overAt);
    if (!meanwhile.some(({ begunAt }) => begunAt >= struck.from)) stood += 1;
    const delays = fault.isDoorbell === true ? lookout.delays(meanwhile) : [];
    looks += delays.length;
    worst.seen = Math.max(worst.seen, ...delays);
    worst.back = Math.max(worst.back, back);
    worst.unready = Math.max(worst.unready, struck.unreadyMs ?? 0);
    if (round % 5 === 4 || round === rounds - 1) {
      const of = { back: Math.round(worst.back), seen: Math.round(worst.seen), done: people.done };
      say(`${fault.name}: ${round + 1} rounds, lost ${lost.size}, ${JSON.stringify(of)}`);
    }
  }
  return {
    fault,
    rounds,
    done: people.done - doneBefore,
    lost: lost.size,
    doubled: doubled.size,
    backMs: worst.back,
    seenMs: worst.seen,
    looks,
    unreadyMs: worst.unready,
    stood,
    wrong: [...wrong, ...people.wrong.slice(wrongBefore)],
  };
}
