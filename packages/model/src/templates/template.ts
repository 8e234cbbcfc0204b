/** What a workshop can start from. Words are in `i18n`, under `templates.<id>.…`. */
import type { ThemeColour } from '../clusters.ts';
import { PHASES, type Phase } from '../phases.ts';
import type { Plan } from '../plan.ts';

export interface Template {
  /** People for whom it is made; a preview says so. */
  readonly people: { readonly from: number; readonly to: number };
  /** People at one table. */
  readonly groupSize: number;
  /** One theme for each, named in the workshop's language. */
  readonly themes: readonly ThemeColour[];
  readonly plan: Plan;
}

/** A plan that uses the phases with minutes, and no others. */
export function planOf(minutes: Partial<Record<Phase, number | null>>): Plan {
  return PHASES.map((phase) => {
    const used = phase === 'prepare' || phase in minutes;
    return { phase, used, minutes: minutes[phase] ?? null, instruction: '' };
  });
}
