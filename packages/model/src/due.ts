/** What the server does by itself at its time: an announced move, a round that was to close. */
import type { ServerOrder } from './commands/index.ts';
import { openRoundOf } from './votes.ts';
import type { Workshop } from './workshop.ts';

/** The next moment at which something is due; null where nothing is. */
export function nextDueAt(state: Workshop): number | null {
  const times = [state.move?.at ?? null, openRoundOf(state)?.closesAt ?? null];
  return times.reduce(
    (next, at) => (next === null || (at !== null && at < next) ? at : next),
    null,
  );
}

/** The orders that are due at `now`. A round closes before the phase moves on. */
export function dueOrders(state: Workshop, now: number): readonly ServerOrder[] {
  const orders: ServerOrder[] = [];
  const round = openRoundOf(state);
  if (round !== null && round.closesAt !== null && round.closesAt <= now) {
    orders.push({ type: 'closeDueRound', roundId: round.id });
  }
  if (state.move !== null && state.move.at <= now) orders.push({ type: 'completeMove' });
  return orders;
}
