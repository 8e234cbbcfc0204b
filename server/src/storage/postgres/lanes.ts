/**
 * In which order writes go, and which share a commit. Each lane has one transaction under way:
 * a call that finds its lane idle leaves at once, and what arrives until the commit forms the
 * next one, so fifty voters wait for two commits and not for fifty. All that concerns one
 * workshop goes through one lane, in its order; lanes do not wait for each other.
 */
import type { Call } from '../calls.ts';
import type { Operation } from '../writes.ts';
import { UNHURRIED } from '../writes.ts';
import type { Outcome } from './operations.ts';

/** Transactions under way at once, for workshops. */
const WORKSHOP_LANES = 4;
/** More would make those at its beginning wait for those at its end. */
const LARGEST_GROUP = 200;

interface Asked {
  readonly call: Call;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Lane {
  waiting: Asked[];
  underWay: Promise<void> | null;
}

export interface Lanes {
  ask(call: Call): Promise<unknown>;
  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void>;
}

/** Lanes of workshops, and those for people who come, for the list of workshops, and for what nobody waits for. */
export const LANES = WORKSHOP_LANES + 3;

export function openLanes(
  runGroup: (calls: readonly Call[]) => Promise<readonly Outcome[]>,
): Lanes {
  const lanes = new Map<string, Lane>();

  function laneFor(call: Call): Lane {
    const name = laneOf(call);
    const lane = lanes.get(name) ?? { waiting: [], underWay: null };
    lanes.set(name, lane);
    return lane;
  }

  function start(lane: Lane): void {
    if (lane.underWay !== null) return;
    lane.underWay = work(lane).finally(() => {
      lane.underWay = null;
      if (lane.waiting.length > 0) start(lane);
    });
  }

  async function work(lane: Lane): Promise<void> {
    // A turn later, so that calls made in one breath go together.
    await Promise.resolve();
    while (lane.waiting.length > 0) {
      const group = lane.waiting.splice(0, LARGEST_GROUP);
      const outcomes = await runGroup(group.map(({ call }) => call));
      group.forEach(({ resolve, reject }, index) => {
        const outcome = outcomes[index];
        if (outcome?.ok === true) resolve(outcome.value);
        else reject(outcome?.error ?? new Error('an answer is missing'));
      });
    }
  }

  return {
    ask: (call) =>
      new Promise((resolve, reject) => {
        const lane = laneFor(call);
        lane.waiting.push({ call, resolve, reject });
        start(lane);
      }),
    async idle() {
      for (const lane of lanes.values()) {
        while (lane.underWay !== null) await lane.underWay;
      }
    },
  };
}

const OF_PEOPLE: ReadonlySet<Operation> = new Set([
  'saveSession',
  'endSession',
  'prolongSession',
  'rotateSessions',
  'endFormer',
  'sweepSessions',
]);
const OF_THE_HOUSE: ReadonlySet<Operation> = new Set([
  'createWorkshop',
  'setJoinCode',
  'useRecovery',
  'setRecovery',
  'check',
]);

export function laneOf({ name, args: [subject] }: Call): string {
  if (UNHURRIED.has(name)) return 'unhurried';
  if (OF_PEOPLE.has(name)) return 'people';
  if (OF_THE_HOUSE.has(name)) return 'house';
  // Of the rest each has a workshop, or the key of something in one, in the first place.
  const id = (typeof subject === 'string' ? subject : workshopOf(subject)) ?? '';
  return `workshops ${[...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % WORKSHOP_LANES}`;
}

function workshopOf(key: unknown): string | null {
  if (typeof key !== 'object' || key === null || !('workshopId' in key)) return null;
  return typeof key.workshopId === 'string' ? key.workshopId : null;
}
