/**
 * One line that says what to do now, for the role and the rights one has in this phase. What
 * the plan says in its place is for those who take part: whoever leads or observes keeps
 * their own line, and sees the other on the projector.
 */
import type { Key } from '@tavolo/i18n';
import { type Action, type Phase, plannedPhase, type Role } from '@tavolo/model';
import { useMay, useRoomState, useText, useWorkshop } from '../state/hooks.ts';

/** In these phases people act; whoever may not, reads another line. */
const ACTED_IN = {
  listen: 'addNeed',
  write: 'addNeed',
  cluster: 'group',
  prioritise: 'vote',
  tables: 'editSheet',
} as const satisfies Partial<Record<Phase, Action>>;

/** Where a partner has something of its own to bring. */
const OFFERED_IN = {
  listen: 'phases.listen.partner',
  write: 'phases.write.partner',
  share: 'phases.share.partner',
  cluster: 'phases.cluster.partner',
  tables: 'phases.tables.partner',
  plenary: 'phases.plenary.partner',
  commit: 'phases.commit.partner',
  'follow-up': 'phases.follow-up.partner',
} as const satisfies Partial<Record<Phase, Key>>;

/** Where an antenna speaks for and to the people it has met. */
const CARRIED_IN = {
  listen: 'phases.listen.antenna',
  'follow-up': 'phases.follow-up.antenna',
} as const satisfies Partial<Record<Phase, Key>>;

/** The line for somebody in this role, who may or may not do what the phase is about. */
export function instructionKey(phase: Phase, role: Role, mayAct: boolean): Key {
  switch (role) {
    case 'facilitator':
      return `phases.${phase}.lead`;
    case 'observer':
      return `phases.${phase}.observe`;
    case 'table-host':
    case 'co-facilitator':
      return `phases.${phase}.host`;
    case 'partner':
      return isOne(OFFERED_IN, phase) ? OFFERED_IN[phase] : `phases.${phase}.line`;
    case 'antenna':
      if (isOne(CARRIED_IN, phase)) return CARRIED_IN[phase];
      return lineFor(phase, mayAct);
    case 'participant':
    case 'contributor':
      return lineFor(phase, mayAct);
  }
}

function lineFor(phase: Phase, mayAct: boolean): Key {
  return !mayAct && isOne(ACTED_IN, phase) ? `phases.${phase}.watch` : `phases.${phase}.line`;
}

function isOne<Some extends object>(
  some: Some,
  phase: string,
): phase is Extract<keyof Some, string> {
  return Object.hasOwn(some, phase);
}

export function useInstruction(): string {
  const text = useText();
  const own = useOwnLine();
  const phase = useWorkshop((workshop) => workshop.phase);
  const role = useRoomState((state) => state.me?.role ?? 'participant');
  const acted: Partial<Record<Phase, Action>> = ACTED_IN;
  // At the tables one works at one's own; whoever has none yet is still one of those who do.
  const mayAct = useMay(acted[phase] ?? 'addNeed', { ownTable: true }) === true;
  const revealed = useRoomState((state) => state.counts?.drafts === 0);
  if (own !== '' && role !== 'facilitator' && role !== 'observer') return own;
  // Nobody is told to reveal what already lies open.
  if (role === 'facilitator' && phase === 'share' && revealed) return text('phases.share.revealed');
  return text(instructionKey(phase, role, mayAct));
}

/** The line that this workshop's plan has for the present phase; empty where it is the usual one. */
export function useOwnLine(): string {
  return useWorkshop(({ plan, phase }) => plannedPhase(plan, phase).instruction);
}
