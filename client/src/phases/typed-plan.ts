/** The plan as it is typed in its sheet, and what of it can be saved. */
import { LIMITS, type Phase, type Plan, plannedPhase } from '@tavolo/model';

export interface TypedPhase {
  readonly phase: Phase;
  readonly used: boolean;
  /** As typed. */
  readonly minutes: string;
  readonly instruction: string;
}

export function typedPlan(plan: Plan): readonly TypedPhase[] {
  return plan.map(({ phase, used, minutes, instruction }) => ({
    phase,
    used,
    minutes: minutes === null ? '' : String(minutes),
    instruction,
  }));
}

/**
 * What was typed as a plan; NaN minutes where they are no number. The field of a phase that is
 * passed over is out of sight: what is wrong in it is left as it was before.
 */
export function planIn(rows: readonly TypedPhase[], before: Plan): Plan {
  return rows.map((row) => {
    const minutes = minutesIn(row.minutes);
    const isLeft = !row.used && Number.isNaN(minutes);
    return { ...row, minutes: isLeft ? plannedPhase(before, row.phase).minutes : minutes };
  });
}

/** Null where nothing was typed, NaN where it is not a number of minutes. */
export function minutesIn(words: string): number | null {
  const trimmed = words.trim();
  if (trimmed === '') return null;
  const minutes = /^\d{1,5}$/.test(trimmed) ? Number(trimmed) : 0;
  return minutes > 0 && minutes <= LIMITS.phaseMinutes ? minutes : Number.NaN;
}
