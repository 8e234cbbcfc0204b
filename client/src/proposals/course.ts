/** A proposal's status as a course on the thread: where it stands, and what comes after. */
import type { ProposalStatus } from '@tavolo/model';

const COURSE = [
  'draft',
  'amendable',
  'proposed',
  'decided',
  'committed',
  'in-progress',
  'realised',
] as const;
export type CourseStep = ProposalStatus | 'decided';

export interface Course {
  readonly steps: readonly CourseStep[];
  readonly now: number;
}

/** Where each status stands; a postponed proposal waits to be proposed again. */
const PLACE = {
  draft: 0,
  amendable: 1,
  proposed: 2,
  postponed: 2,
  approved: 3,
  'approved-with-conditions': 3,
  rejected: 3,
  committed: 4,
  'in-progress': 5,
  realised: 6,
  stopped: 6,
} as const satisfies Record<ProposalStatus, number>;

/** Nothing comes after these. */
const ENDS: readonly ProposalStatus[] = ['rejected', 'stopped', 'realised'];

export function courseOf(status: ProposalStatus): Course {
  const now = PLACE[status];
  // The step where it stands has its own name: rejected is not simply decided.
  const steps: CourseStep[] = COURSE.map((step, at) => (at === now ? status : step));
  return { steps: ENDS.includes(status) ? steps.slice(0, now + 1) : steps, now };
}
