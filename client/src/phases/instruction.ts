/** One line that says what to do now, for the role and the rights one has in this phase. */
import type { Key } from '@tavolo/i18n';
import { type Action, type Phase, plannedPhase, type Role } from '@tavolo/model';
import { useMay, useRoomState, useText, useWorkshop } from '../state/hooks.ts';

/** In these phases people act; whoever may not, reads another line. */
const ACTED_IN = {
  listen: 'addNeed',
  write: 'addNeed',
  cluster: 'group',
} as const satisfies Partial<Record<Phase, Action>>;

/** The line for somebody in this role, who may or may not do what the phase is about. */
export function instructionKey(phase: Phase, role: Role, mayAct: boolean): Key {
  if (role === 'facilitator') return `phases.${phase}.lead`;
  if (role === 'observer') return 'phases.observer.line';
  if (!mayAct && (phase === 'listen' || phase === 'write' || phase === 'cluster')) {
    return `phases.${phase}.watch`;
  }
  return `phases.${phase}.line`;
}

export function useInstruction(): string {
  const text = useText();
  const own = useOwnLine();
  const phase = useWorkshop((workshop) => workshop.phase);
  const role = useRoomState((state) => state.me?.role ?? 'participant');
  const acted: Partial<Record<Phase, Action>> = ACTED_IN;
  const mayAct = useMay(acted[phase] ?? 'addNeed') === true;
  const revealed = useRoomState((state) => state.counts?.drafts === 0);
  if (own !== '') return own;
  // Nobody is told to reveal what already lies open.
  if (role === 'facilitator' && phase === 'share' && revealed) return text('phases.share.revealed');
  return text(instructionKey(phase, role, mayAct));
}

/** The line that this workshop's plan has for the present phase; empty where it is the usual one. */
export function useOwnLine(): string {
  return useWorkshop(({ plan, phase }) => plannedPhase(plan, phase).instruction);
}
