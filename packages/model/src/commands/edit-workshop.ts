import * as z from 'zod/mini';
import { defineCommand, runningSeat } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { isRefusal } from '../refusal.ts';
import { checkLength, checkText, cleanLine, cleanText } from '../text.ts';
import * as wire from '../wire.ts';
import { AUDIENCES } from '../workshop.ts';

/** What was asked when the workshop was made, changed afterwards. What is not named stays (rule W6). */
export const editWorkshop = defineCommand({
  type: 'editWorkshop',
  payload: z.strictObject({
    title: z.optional(wire.text),
    challenge: z.optional(wire.text),
    audience: z.optional(z.enum(AUDIENCES)),
    language: z.optional(wire.language),
  }),
  decide(state, actor, payload) {
    const asking = runningSeat(state, actor);
    if (isRefusal(asking)) return asking;
    const title = cleanLine(payload.title ?? state.title);
    const challenge = cleanText(payload.challenge ?? state.challenge);
    const wrong =
      checkText(title, LIMITS.workshopTitle) ?? checkLength(challenge, LIMITS.challenge);
    if (wrong !== null) return wrong;
    const { audience = state.audience, language = state.language } = payload;
    const isSame =
      title === state.title &&
      challenge === state.challenge &&
      audience === state.audience &&
      language === state.language;
    return isSame ? [] : [{ type: 'workshopEdited', title, challenge, audience, language }];
  },
});
