import * as z from 'zod/mini';
import { ASK_SERVER, allowedSeat, defineCommand } from '../decide.ts';
import type { CardId } from '../ids.ts';
import { isRefusal, refuse } from '../refusal.ts';
import type { Workshop } from '../workshop.ts';

/** Turns all drafts over at once. Who has written nothing is not told apart. */
export const revealCards = defineCommand({
  type: 'revealCards',
  payload: z.strictObject({}),
  decide(state, actor, _payload, context) {
    const seat = allowedSeat(state, actor, 'reveal');
    if (isRefusal(seat)) return seat;
    // Only the server knows the drafts of others.
    if (context.seed === null) return ASK_SERVER;
    const cardIds = shuffled(draftIds(state), context.seed);
    return cardIds.length === 0
      ? refuse('nothing-to-reveal', 'P4')
      : [{ type: 'cardsRevealed', cardIds }];
  },
});

/** Drafts by id, which is random. */
export function draftIds(state: Workshop): CardId[] {
  const drafts = [...state.cards.values()].filter((card) => card.status === 'draft');
  return drafts.map((card) => card.id).sort();
}

/**
 * Fisher–Yates with mulberry32: ids are random already, but whoever writes a card picks
 * its id, and must not pick its place in the pile.
 */
export function shuffled<T>(items: readonly T[], seed: number): T[] {
  const pile = [...items];
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  for (let last = pile.length - 1; last > 0; last -= 1) {
    const pick = Math.floor(random() * (last + 1));
    [pile[last], pile[pick]] = [pile[pick] as T, pile[last] as T];
  }
  return pile;
}
