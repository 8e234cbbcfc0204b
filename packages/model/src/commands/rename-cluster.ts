import * as z from 'zod/mini';
import { allowedSeat, checkTheme, defineCommand, knownCluster } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { checkLock } from '../locks.ts';
import { isRefusal } from '../refusal.ts';
import { checkLength, checkText, cleanLine } from '../text.ts';
import * as wire from '../wire.ts';

/** Changes a cluster's name, its how-might-we question and its theme; what is not named stays. */
export const renameCluster = defineCommand({
  type: 'renameCluster',
  payload: z.strictObject({
    clusterId: wire.clusterId,
    name: z.optional(wire.text),
    question: z.optional(wire.text),
    themeId: z.optional(z.nullable(wire.themeId)),
  }),
  decide(state, actor, payload) {
    const seat = allowedSeat(state, actor, 'group');
    if (isRefusal(seat)) return seat;
    const cluster = knownCluster(state, payload.clusterId);
    if (isRefusal(cluster)) return cluster;
    const { themeId = cluster.themeId } = payload;
    const locked = checkLock(state, [cluster.themeId, themeId]);
    if (locked !== null) return locked;
    const name = cleanLine(payload.name ?? cluster.name);
    const question = cleanLine(payload.question ?? cluster.question);
    const wrong =
      checkText(name, LIMITS.clusterName) ??
      checkLength(question, LIMITS.clusterQuestion) ??
      checkTheme(state, themeId);
    if (wrong !== null) return wrong;
    const sameTheme = themeId === cluster.themeId;
    if (name === cluster.name && question === cluster.question && sameTheme) return [];
    const renamed = { type: 'clusterRenamed', clusterId: cluster.id, name, question } as const;
    return [sameTheme ? renamed : { ...renamed, themeId }];
  },
});
