import * as z from 'zod/mini';
import { allowedSeat, defineCommand } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { checkText, cleanText } from '../text.ts';
import * as wire from '../wire.ts';

/** Proposes words for a proposal; whoever writes the sheet takes them up or not. */
export const proposeAmendment = defineCommand({
  type: 'proposeAmendment',
  payload: z.strictObject({
    amendmentId: wire.amendmentId,
    proposalId: wire.proposalId,
    text: wire.text,
    language: wire.language,
    /** Show the author's name; without it the amendment is anonymous. */
    signed: z.boolean(),
  }),
  decide(state, actor, { amendmentId, proposalId, language, signed, ...sent }) {
    const seat = allowedSeat(state, actor, 'proposeAmendment');
    if (isRefusal(seat)) return seat;
    if (!state.proposals.has(proposalId)) return refuse('unknown-proposal', 'D1');
    if (state.amendments.has(amendmentId)) return refuse('id-taken', 'D8');
    if (state.amendments.size >= LIMITS.amendments) {
      return refuse('amendment-quota', 'D8', { limit: LIMITS.amendments });
    }
    const text = cleanText(sent.text);
    const wrong = checkText(text, LIMITS.amendmentText);
    if (wrong !== null) return wrong;
    const signedAs = signed ? seat.name : null;
    const amendment = { id: amendmentId, proposalId, text, language, signedAs };
    return [{ type: 'amendmentProposed', amendment, author: seat.id }];
  },
});
