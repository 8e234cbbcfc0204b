import * as z from 'zod/mini';
import { allowedSeat, defineCommand } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { checkText, cleanLine } from '../text.ts';
import * as wire from '../wire.ts';

export const renameTheme = defineCommand({
  type: 'renameTheme',
  payload: z.strictObject({ themeId: wire.themeId, name: wire.text }),
  decide(state, actor, payload) {
    const asking = allowedSeat(state, actor, 'run');
    if (isRefusal(asking)) return asking;
    if (state.closed) return refuse('closed', 'W3');
    const theme = state.themes.get(payload.themeId);
    if (theme === undefined) return refuse('unknown-theme', 'G2');
    const name = cleanLine(payload.name);
    const wrong = checkText(name, LIMITS.themeName);
    if (wrong !== null) return wrong;
    return name === theme.name ? [] : [{ type: 'themeRenamed', themeId: theme.id, name }];
  },
});
