import * as z from 'zod/mini';
import { allowedSeat, defineCommand } from '../decide.ts';
import type { WorkshopEvent } from '../events.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { tablesInOrder } from '../tables.ts';
import { openRoundOf } from '../votes.ts';
import type { Workshop } from '../workshop.ts';

/** Nobody joins or writes any more; everything stays readable, and nothing goes on by itself (rule W3). */
export const closeWorkshop = defineCommand({
  type: 'closeWorkshop',
  payload: z.strictObject({}),
  decide(state, actor) {
    const asking = allowedSeat(state, actor, 'run');
    if (isRefusal(asking)) return asking;
    if (state.closed) return [];
    // Its ballots would lie there for as long as nobody reopens and counts.
    if (openRoundOf(state) !== null) return refuse('round-open', 'V7');
    return [...calledOff(state), { type: 'workshopClosed' }];
  },
});

/** What nobody could end in a closed workshop: a move, the break, a call to look, countdowns. */
function calledOff(state: Workshop): WorkshopEvent[] {
  const events: WorkshopEvent[] = [];
  if (state.move !== null) events.push({ type: 'moveCancelled' });
  if (state.paused) events.push({ type: 'switched', name: 'paused', on: false });
  if (state.spotlight !== null) events.push({ type: 'spotlightSet', spotlight: null });
  if (state.timer !== null) events.push({ type: 'timerSet', tableId: null, timer: null });
  for (const { id, timer } of tablesInOrder(state)) {
    if (timer !== null) events.push({ type: 'timerSet', tableId: id, timer: null });
  }
  return events;
}
