/** The phases of this workshop: those its plan uses, and the present one whatever the plan says. */
import type { ThreadStep } from '../design/thread.tsx';
import { useText, useWorkshop } from '../state/hooks.ts';

export interface Course {
  readonly steps: readonly ThreadStep[];
  /** Index of the present one. */
  readonly now: number;
}

export function useCourse(): Course {
  const text = useText();
  const plan = useWorkshop((workshop) => workshop.plan);
  const phase = useWorkshop((workshop) => workshop.phase);
  const used = plan.filter((each) => each.used || each.phase === phase);
  return {
    steps: used.map((each) => ({ key: each.phase, name: text(`phases.${each.phase}.short`) })),
    now: used.findIndex((each) => each.phase === phase),
  };
}
