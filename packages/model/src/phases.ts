/** The ten phases of a workshop, in order. Their index is the number people see. */
export const PHASES = [
  'prepare',
  'listen',
  'write',
  'share',
  'cluster',
  'prioritise',
  'tables',
  'plenary',
  'commit',
  'follow-up',
] as const;

export type Phase = (typeof PHASES)[number];

/** 0 for `prepare`, 9 for `follow-up`. */
export function phaseIndex(phase: Phase): number {
  return PHASES.indexOf(phase);
}

/** The phase that comes after, or null at the end. */
export function phaseAfter(phase: Phase): Phase | null {
  return PHASES[phaseIndex(phase) + 1] ?? null;
}

/** Nobody's draft may stay hidden once the wall has been shared (rule P3). */
export function isPastShare(phase: Phase): boolean {
  return phaseIndex(phase) > phaseIndex('share');
}
