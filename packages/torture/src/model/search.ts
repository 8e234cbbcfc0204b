/** Goes through every state that can be reached, breadth first, and looks at each of them. */
import {
  type Context,
  decide,
  eventsOf,
  evolveAll,
  inverseOf,
  type Order,
  type Phase,
  type SeatId,
  seatActor,
  view,
  type Workshop,
} from '@tavolo/model';
import { dump } from '@tavolo/model/testing/dump';
import { faultOfRight, faultOfState, faultOfStep, faultOfUndo } from './invariants.ts';
import { movesIn, startOf } from './small-workshop.ts';

/** What is under test: the program's own, or with a rule left out for a control. */
export interface Model {
  /** The state after a seat's order; null where it is refused. */
  readonly decided: (state: Workshop, seatId: SeatId, order: Order) => Workshop | null;
  readonly view: typeof view;
  readonly inverse: typeof inverseOf;
}

export interface Search {
  readonly states: number;
  /** Moves that were tried, accepted or not. */
  readonly moves: number;
  /** The first thing that must never be; null where there was none. */
  readonly fault: string | null;
}

/** A small workshop that is not small is a mistake here, not a find. */
const MOST_STATES = 200_000;
const CONTEXT: Context = { now: 1_000_000, seed: 7 };

export const THE_MODEL: Model = {
  decided(state, seatId, order) {
    const events = eventsOf(decide(state, seatActor(seatId), order, CONTEXT));
    return events === null ? null : evolveAll(state, events);
  },
  view,
  inverse: inverseOf,
};

export function search(phases: readonly Phase[], model: Model): Search {
  const moves = movesIn(phases);
  const start = startOf(phases);
  const known = new Set([keyOf(start)]);
  const open = [start];
  let tried = 0;
  const ended = (fault: string | null): Search => ({ states: known.size, moves: tried, fault });
  for (let at = 0; at < open.length; at += 1) {
    const state = open[at];
    if (state === undefined) break;
    for (const move of moves) {
      tried += 1;
      const next = model.decided(state, move.seatId, move.order);
      // Refused, or already so.
      if (next === null || next === state) continue;
      const stepFault =
        faultOfRight(state, move) ??
        faultOfStep(state, next, move.seatId, move.order) ??
        faultOfUndo(state, next, move, model);
      if (stepFault !== null) return ended(stepFault);
      const key = keyOf(next);
      if (known.has(key)) continue;
      const fault = faultOfState(next, model);
      if (fault !== null) return ended(fault);
      known.add(key);
      if (known.size > MOST_STATES) throw new Error('the small workshop is not small');
      open.push(next);
    }
  }
  return ended(null);
}

function keyOf(state: Workshop): string {
  // Order keys and the count of passes may grow without end; where a card lies is told by the
  // rest, and no rule asks in which pass something was written.
  return JSON.stringify(dump(state), (name, value) =>
    name === 'order' || name === 'pass' ? null : value,
  );
}
