import * as z from 'zod/mini';
import { THEME_COLOURS } from '../clusters.ts';
import { allowedSeat, defineCommand } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { checkText, cleanLine } from '../text.ts';
import * as wire from '../wire.ts';

export const createTheme = defineCommand({
  type: 'createTheme',
  payload: z.strictObject({
    themeId: wire.themeId,
    name: wire.text,
    colour: z.enum(THEME_COLOURS),
  }),
  decide(state, actor, payload) {
    const asking = allowedSeat(state, actor, 'run');
    if (isRefusal(asking)) return asking;
    if (state.closed) return refuse('closed', 'W3');
    if (state.themes.has(payload.themeId)) return refuse('id-taken', 'G2');
    const name = cleanLine(payload.name);
    const wrong = checkText(name, LIMITS.themeName);
    if (wrong !== null) return wrong;
    if (state.themes.size >= LIMITS.themes) {
      return refuse('theme-quota', 'G7', { limit: LIMITS.themes });
    }
    const theme = {
      id: payload.themeId,
      name,
      colour: payload.colour,
      position: state.themes.size,
    };
    return [{ type: 'themeCreated', theme }];
  },
});
