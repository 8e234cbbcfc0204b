import * as z from 'zod/mini';
import { ASK_SERVER, allowedSeat, defineCommand } from '../decide.ts';
import type { WorkshopEvent } from '../events.ts';
import { evolveAll } from '../evolve.ts';
import { isRefusal, refuse } from '../refusal.ts';
import * as wire from '../wire.ts';
import { withdrawn } from './withdraw-card.ts';

/**
 * Takes a seat away. Its words stay on the wall, or go into the bin, where they can be restored;
 * what is held stays in the queue, which is decided on by itself (rule S7).
 */
export const expelSeat = defineCommand({
  type: 'expelSeat',
  payload: z.strictObject({ seatId: wire.seatId, words: z.enum(['stay', 'go']) }),
  decide(state, actor, { seatId, words }, { seed }) {
    const asking = allowedSeat(state, actor, 'run');
    if (isRefusal(asking)) return asking;
    const seat = state.seats.get(seatId);
    if (seat === undefined) return refuse('unknown-seat', 'S1');
    if (seat.owner) return refuse('owner-stays', 'S3');
    const expelled: WorkshopEvent = { type: 'seatExpelled', seatId };
    if (words === 'stay') return [expelled];
    // Which words are whose, the server alone knows.
    if (seed === null) return ASK_SERVER;
    const events: WorkshopEvent[] = [];
    let next = state;
    const cards = [...state.cards.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const { id, author } of cards) {
      const card = next.cards.get(id);
      if (author !== seatId || card === undefined) continue;
      if (card.status === 'withdrawn' || card.status === 'held') continue;
      const gone = withdrawn(next, card);
      events.push(...gone);
      next = evolveAll(next, gone);
    }
    return [...events, expelled];
  },
});
