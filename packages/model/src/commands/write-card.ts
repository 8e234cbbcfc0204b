import * as z from 'zod/mini';
import { may } from '../access.ts';
import { CARD_KINDS, type CardStatus, type HoldReason } from '../cards.ts';
import { checkTheme, defineCommand, seatOf } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { checkLock } from '../locks.ts';
import type { Seat } from '../people.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { checkText, cleanText } from '../text.ts';
import * as wire from '../wire.ts';
import type { Workshop } from '../workshop.ts';

/**
 * Writes a need or an offer. In phase 2 it is a draft that nobody else can read; what was
 * written for a phase that is over arrives held (rule C6).
 */
export const writeCard = defineCommand({
  type: 'writeCard',
  payload: z.strictObject({
    cardId: wire.cardId,
    kind: z.enum(CARD_KINDS),
    text: wire.text,
    language: wire.language,
    themeId: z.nullable(wire.themeId),
    /** Show the author's name; without it the card is anonymous. */
    signed: z.boolean(),
    /** The phase on the author's screen while writing. */
    writtenIn: wire.phase,
  }),
  decide(state, actor, payload) {
    const seat = seatOf(state, actor);
    if (isRefusal(seat)) return seat;
    const locked = checkLock(state, [payload.themeId]);
    if (locked !== null) return state.closed ? refuse('closed', 'A12') : locked;
    const arrival = arrivalOf(state, seat, payload);
    if (isRefusal(arrival)) return arrival;
    const text = cleanText(payload.text);
    const wrong = checkText(text, LIMITS.cardText) ?? checkTheme(state, payload.themeId);
    if (wrong !== null) return wrong;
    const quota = checkQuota(state, seat, arrival.heldFor);
    if (quota !== null) return quota;
    // Last, for a browser does not know the ids and the number of what is hidden from it (rule R4).
    if (state.cards.has(payload.cardId)) return refuse('id-taken', 'C3');
    if (state.cards.size >= LIMITS.cards) {
      return refuse('workshop-quota', 'C5', { limit: LIMITS.cards });
    }
    return [
      {
        type: 'cardWritten',
        card: {
          id: payload.cardId,
          kind: payload.kind,
          text,
          language: payload.language,
          themeId: payload.themeId,
          clusterId: null,
          order: null,
          mergedInto: null,
          signedAs: payload.signed ? seat.name : null,
          placeId: null,
        },
        author: seat.id,
        ...arrival,
        onBehalf: null,
      },
    ];
  },
});

interface Arrival {
  readonly status: Exclude<CardStatus, 'withdrawn'>;
  readonly heldFor: HoldReason | null;
}

/** Where a new card of this seat goes, or why it may not be written. */
function arrivalOf(
  state: Workshop,
  seat: Seat,
  payload: { readonly kind: 'need' | 'offer'; readonly writtenIn: Workshop['phase'] },
): Arrival | Refusal {
  const action = payload.kind === 'need' ? 'addNeed' : 'addOffer';
  const now = may(seat, action, {}, state);
  if (now !== true) {
    if (now.kind === 'closed') return now;
    const then = may(seat, action, {}, { ...state, phase: payload.writtenIn });
    return then === true ? { status: 'held', heldFor: 'late' } : now;
  }
  if (state.phase === 'write') return { status: 'draft', heldFor: null };
  if (payload.kind === 'need' && state.phase === 'follow-up') {
    return { status: 'held', heldFor: 'next-round' };
  }
  if (seat.role !== 'facilitator') {
    const remote = seat.role === 'contributor' || seat.role === 'antenna';
    if (state.review === 'all' || (state.review === 'remote' && remote)) {
      return { status: 'held', heldFor: 'review' };
    }
  }
  return { status: 'published', heldFor: null };
}

/** Rules C5 and C6. A browser counts what it sees, which is all of its own. */
function checkQuota(state: Workshop, seat: Seat, heldFor: HoldReason | null): Refusal | null {
  let own = 0;
  let late = 0;
  for (const card of state.cards.values()) {
    if (card.author !== seat.id) continue;
    own += 1;
    if (card.heldFor === 'late') late += 1;
  }
  if (own >= LIMITS.cardsPerSeat) return refuse('seat-quota', 'C5', { limit: LIMITS.cardsPerSeat });
  return heldFor === 'late' && late >= LIMITS.latePerSeat
    ? refuse('late-quota', 'C6', { limit: LIMITS.latePerSeat })
    : null;
}
