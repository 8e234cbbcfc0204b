import * as z from 'zod/mini';
import { checkTheme, defineCommand, runningSeat } from '../decide.ts';
import { isRefusal } from '../refusal.ts';
import * as wire from '../wire.ts';

/** Locks everything or one theme, or unlocks it again (rule N2). */
export const setLock = defineCommand({
  type: 'setLock',
  payload: z.strictObject({
    scope: z.union([z.literal('everything'), z.strictObject({ themeId: wire.themeId })]),
    on: z.boolean(),
  }),
  decide(state, actor, { scope, on }) {
    const asking = runningSeat(state, actor);
    if (isRefusal(asking)) return asking;
    const { lock } = state;
    if (scope === 'everything') {
      return lock.everything === on ? [] : [{ type: 'lockSet', lock: { ...lock, everything: on } }];
    }
    const wrong = checkTheme(state, scope.themeId);
    if (wrong !== null) return wrong;
    if (lock.themeIds.includes(scope.themeId) === on) return [];
    const others = lock.themeIds.filter((id) => id !== scope.themeId);
    const themeIds = on ? [...others, scope.themeId].sort() : others;
    return [{ type: 'lockSet', lock: { everything: lock.everything, themeIds } }];
  },
});
