import * as z from 'zod/mini';
import { allowedSeat, type Context, defineCommand } from '../decide.ts';
import type { WorkshopEvent } from '../events.ts';
import { isPastShare, type Phase } from '../phases.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { openRoundOf } from '../votes.ts';
import * as wire from '../wire.ts';
import type { Workshop } from '../workshop.ts';
import { draftIds, shuffled } from './reveal-cards.ts';

/**
 * Announces a phase that takes effect in `afterS` seconds, so that everybody sees it come
 * and the facilitator can cancel; 0 acts at once. Going back deletes nothing.
 */
export const moveToPhase = defineCommand({
  type: 'moveToPhase',
  payload: z.strictObject({
    phase: wire.phase,
    afterS: z.int().check(z.gte(0), z.lte(3_600)),
  }),
  decide(state, actor, { phase, afterS }, context) {
    const seat = allowedSeat(state, actor, 'run');
    if (isRefusal(seat)) return seat;
    if (state.closed) return refuse('closed', 'W3');
    if (phase === state.phase) return refuse('same-phase', 'P1');
    if (openRoundOf(state) !== null) return refuse('round-open', 'V7');
    if (afterS === 0) return enterPhase(state, phase, context);
    return [{ type: 'moveAnnounced', phase, at: context.now + afterS * 1_000 }];
  },
});

/** Past share no draft may stay hidden: entering reveals first (rule P3). */
export function enterPhase(state: Workshop, phase: Phase, context: Context): WorkshopEvent[] {
  const drafts = isPastShare(phase) ? draftIds(state) : [];
  const events: WorkshopEvent[] =
    drafts.length === 0
      ? []
      : [{ type: 'cardsRevealed', cardIds: shuffled(drafts, context.seed ?? 0) }];
  events.push({ type: 'phaseMoved', phase });
  return events;
}
