/** Why not now, in a few words: the next phase in which it can be done, else the last one. */
import type { Key } from '@tavolo/i18n';
import { PHASES, type Phase, phaseIndex, type Refusal } from '@tavolo/model';
import { useRefusalText, useText, useWorkshop } from '../state/hooks.ts';

/** Where a refusal names no phases there is nothing nearer to say than its own sentence. */
export function nearestPhase(
  refusal: Refusal,
  now: Phase,
): { readonly key: Key; readonly phase: Phase } | null {
  const { when } = refusal.params ?? {};
  if (refusal.kind !== 'wrong-phase' || typeof when !== 'string') return null;
  const open = PHASES.filter((phase) => when.split(' ').includes(phase));
  const next = open.find((phase) => phaseIndex(phase) > phaseIndex(now));
  if (next !== undefined) return { key: 'board.againFrom', phase: next };
  const last = open.at(-1);
  return last === undefined ? null : { key: 'board.possibleUntil', phase: last };
}

export function useWhen(refusal: Refusal): string {
  const text = useText();
  const refusalText = useRefusalText();
  const now = useWorkshop((workshop) => workshop.phase);
  const nearest = nearestPhase(refusal, now);
  if (nearest === null) return refusalText(refusal);
  return text(nearest.key, { name: text(`phases.${nearest.phase}.short`) });
}
