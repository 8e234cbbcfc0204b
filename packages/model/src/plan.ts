/**
 * The plan of a workshop: which phases it uses, how long each may take, and an instruction
 * line in the place of the usual one. It suggests; the facilitator decides (rule P5).
 */
import { PHASES, type Phase, phaseIndex } from './phases.ts';

export interface PlannedPhase {
  readonly phase: Phase;
  /** A phase that is not used is passed over by "next"; it can still be gone to. */
  readonly used: boolean;
  /** Suggested minutes; null where none are. */
  readonly minutes: number | null;
  /** Shown to those who take part, and to the room, in the place of the usual line; empty: the usual one. */
  readonly instruction: string;
}

/** All ten, in their order. */
export type Plan = readonly PlannedPhase[];

export const WHOLE_PLAN: Plan = PHASES.map((phase) => ({
  phase,
  used: true,
  minutes: null,
  instruction: '',
}));

export function plannedPhase(plan: Plan, phase: Phase): PlannedPhase {
  return (
    plan.find((each) => each.phase === phase) ?? {
      phase,
      used: true,
      minutes: null,
      instruction: '',
    }
  );
}

/** The next phase that the plan uses, or null at its end. */
export function nextPlanned(plan: Plan, phase: Phase): Phase | null {
  const next = plan.find((each) => each.used && phaseIndex(each.phase) > phaseIndex(phase));
  return next?.phase ?? null;
}

/** Minutes of all phases in use; those without a suggestion count nothing. */
export function plannedMinutes(plan: Plan): number {
  return plan.reduce((sum, { used, minutes }) => sum + (used ? (minutes ?? 0) : 0), 0);
}
