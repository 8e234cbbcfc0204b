import * as z from 'zod/mini';
import { defineCommand, runningSeat } from '../decide.ts';
import { LIMITS } from '../limits.ts';
import { PHASES } from '../phases.ts';
import { type Plan, plannedPhase } from '../plan.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { checkLength, cleanLine } from '../text.ts';
import * as wire from '../wire.ts';

export const plannedPhases = z
  .array(
    z.strictObject({
      phase: wire.phase,
      used: z.boolean(),
      minutes: z.nullable(z.int().check(z.gte(1))),
      instruction: wire.text,
    }),
  )
  .check(z.maxLength(PHASES.length));

/** Plans phases: used or passed over, minutes, another instruction. What is not named stays as it was (rule P5). */
export const setPhases = defineCommand({
  type: 'setPhases',
  payload: z.strictObject({ phases: plannedPhases }),
  decide(state, actor, { phases }) {
    const asking = runningSeat(state, actor);
    if (isRefusal(asking)) return asking;
    const plan = cleanPlan(state.plan, phases);
    if (isRefusal(plan)) return plan;
    const isSame = JSON.stringify(plan) === JSON.stringify(state.plan);
    return isSame ? [] : [{ type: 'phasesSet', plan }];
  },
});

/** The plan with some phases changed, its keys in one order. There is no workshop without a preparation. */
export function cleanPlan(present: Plan, changes: Plan): Plan | Refusal {
  for (const { minutes, instruction } of changes) {
    if ((minutes ?? 0) > LIMITS.phaseMinutes) {
      return refuse('too-many-minutes', 'P5', { limit: LIMITS.phaseMinutes });
    }
    const wrong = checkLength(cleanLine(instruction), LIMITS.instruction);
    if (wrong !== null) return wrong;
  }
  return PHASES.map((phase) => {
    const { used, minutes, instruction } =
      changes.findLast((each) => each.phase === phase) ?? plannedPhase(present, phase);
    const isUsed = used || phase === 'prepare';
    return { phase, used: isUsed, minutes, instruction: cleanLine(instruction) };
  });
}
