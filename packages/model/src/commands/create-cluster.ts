import * as z from 'zod/mini';
import { allowedSeat, checkTheme, defineCommand } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { checkLength, checkText, cleanLine } from '../text.ts';
import * as wire from '../wire.ts';

export const createCluster = defineCommand({
  type: 'createCluster',
  payload: z.strictObject({
    clusterId: wire.clusterId,
    themeId: z.nullable(wire.themeId),
    name: wire.text,
    /** How might we …? May be empty. */
    question: wire.text,
    x: wire.coordinate,
    y: wire.coordinate,
  }),
  decide(state, actor, payload) {
    const seat = allowedSeat(state, actor, 'group', { themeIds: [payload.themeId] });
    if (isRefusal(seat)) return seat;
    if (state.clusters.has(payload.clusterId)) return refuse('id-taken', 'G1');
    const name = cleanLine(payload.name);
    const question = cleanLine(payload.question);
    const wrong =
      checkText(name, LIMITS.clusterName) ??
      checkLength(question, LIMITS.clusterQuestion) ??
      checkTheme(state, payload.themeId);
    if (wrong !== null) return wrong;
    if (state.clusters.size >= LIMITS.clusters) {
      return refuse('cluster-quota', 'G7', { limit: LIMITS.clusters });
    }
    const { clusterId, themeId } = payload;
    // Adding 0 turns -0 into 0: JSON writes both the same, the board's bytes would not.
    const x = payload.x + 0;
    const y = payload.y + 0;
    return [{ type: 'clusterCreated', cluster: { id: clusterId, themeId, name, question, x, y } }];
  },
});
