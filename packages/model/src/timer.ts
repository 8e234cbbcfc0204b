/**
 * A countdown on server time. It is a picture of time and nothing more: its end moves no
 * phase, closes no round and discards nothing.
 */
import type { Workshop } from './workshop.ts';

export type Timer =
  | {
      readonly is: 'running';
      /** Milliseconds since the epoch, server time. */
      readonly endsAt: number;
    }
  | { readonly is: 'paused'; readonly leftMs: number };

/** The longest countdown: a working day and its evening. */
export const TIMER_MAX_S = 86_400;

/** What is left at `now`; 0 once it has run out. */
export function timerLeftMs(timer: Timer, now: number): number {
  return timer.is === 'paused' ? timer.leftMs : Math.max(0, timer.endsAt - now);
}

/** The countdown that counts for somebody at this table: the table's own, else the room's. */
export function timerFor(state: Workshop, tableId: string | null): Timer | null {
  for (const table of state.tables.values()) {
    if (table.id === tableId && table.timer !== null) return table.timer;
  }
  return state.timer;
}
