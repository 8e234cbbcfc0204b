import * as z from 'zod/mini';
import { allowedSeat, checkTheme, defineCommand, readableCard, seatOf } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { themesOfCard } from '../locks.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { checkText, cleanText } from '../text.ts';
import * as wire from '../wire.ts';

/** Changes the words of one's own card. */
export const editCard = defineCommand({
  type: 'editCard',
  payload: z.strictObject({
    cardId: wire.cardId,
    text: wire.text,
    language: wire.language,
    themeId: z.nullable(wire.themeId),
  }),
  decide(state, actor, payload) {
    const seat = seatOf(state, actor);
    if (isRefusal(seat)) return seat;
    const card = readableCard(state, seat, payload.cardId);
    if (isRefusal(card)) return card;
    const allowed = allowedSeat(state, actor, 'editCard', {
      own: card.author === seat.id,
      themeIds: [...themesOfCard(state, card), payload.themeId],
    });
    if (isRefusal(allowed)) return allowed;
    if (card.status === 'withdrawn') return refuse('already-withdrawn', 'C4');
    const text = cleanText(payload.text);
    const wrong = checkText(text, LIMITS.cardText) ?? checkTheme(state, payload.themeId);
    if (wrong !== null) return wrong;
    const { language, themeId } = payload;
    if (text === card.text && language === card.language && themeId === card.themeId) return [];
    return [{ type: 'cardEdited', cardId: card.id, text, language, themeId }];
  },
});
