import * as z from 'zod/mini';
import { allowedSeat, checkTable, defineCommand, seatOf } from '../decide.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { TIMER_MAX_S, type Timer, timerLeftMs } from '../timer.ts';
import * as wire from '../wire.ts';

const tableId = z.nullable(wire.tableId);
const seconds = z.int().check(z.gte(1), z.lte(TIMER_MAX_S));
const payload = z.discriminatedUnion('action', [
  z.strictObject({ tableId, action: z.literal('start'), seconds }),
  z.strictObject({ tableId, action: z.literal('add'), seconds }),
  z.strictObject({ tableId, action: z.literal('pause') }),
  z.strictObject({ tableId, action: z.literal('resume') }),
  z.strictObject({ tableId, action: z.literal('stop') }),
]);

/** The room's countdown, or that of one table: start, pause, go on, add time, stop (rule N1). */
export const setTimer = defineCommand({
  type: 'setTimer',
  payload,
  decide(state, actor, wanted, { now }) {
    const asking = seatOf(state, actor);
    if (isRefusal(asking)) return asking;
    const ownTable = wanted.tableId !== null && asking.tableId === wanted.tableId;
    const allowed = allowedSeat(state, actor, 'setTimer', { ownTable });
    if (isRefusal(allowed)) return allowed;
    const wrong = wanted.tableId === null ? null : checkTable(state, wanted.tableId);
    if (wrong !== null) return wrong;
    const timer = wanted.tableId === null ? state.timer : state.tables.get(wanted.tableId)?.timer;
    const next = changed(timer ?? null, wanted, now);
    if (isRefusal(next)) return next;
    return next === timer ? [] : [{ type: 'timerSet', tableId: wanted.tableId, timer: next }];
  },
});

type Wanted =
  | { readonly action: 'start' | 'add'; readonly seconds: number }
  | { readonly action: 'pause' | 'resume' | 'stop' };

/** The timer itself where nothing changes. */
function changed(timer: Timer | null, wanted: Wanted, now: number): Timer | null | Refusal {
  if (wanted.action === 'start') return { is: 'running', endsAt: now + wanted.seconds * 1_000 };
  if (timer === null) return wanted.action === 'stop' ? null : refuse('no-timer', 'N1');
  switch (wanted.action) {
    case 'stop':
      return null;
    case 'pause':
      return timer.is === 'paused' ? timer : { is: 'paused', leftMs: timerLeftMs(timer, now) };
    case 'resume':
      return timer.is === 'running' ? timer : { is: 'running', endsAt: now + timer.leftMs };
    case 'add': {
      // One that has run out goes on from now, not from when it ended.
      const left = timerLeftMs(timer, now) + wanted.seconds * 1_000;
      const leftMs = Math.min(left, TIMER_MAX_S * 1_000);
      return timer.is === 'paused'
        ? { is: 'paused', leftMs }
        : { is: 'running', endsAt: now + leftMs };
    }
  }
}
