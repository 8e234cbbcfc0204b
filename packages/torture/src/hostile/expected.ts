/**
 * What RULES.md says of an attempt, without asking the program: the row of a command is
 * written here for those that there are; for a new one it is the row that its own refusals
 * name, and then all its cells must be as that row says.
 */
import type { CommandType, Phase, Role } from '@tavolo/model';
import { CELLS, tableSays } from '@tavolo/model/testing/rules-table';

export const RIGHTS_KINDS: ReadonlySet<string> = new Set([
  'wrong-role',
  'wrong-phase',
  'not-yours',
  'not-your-table',
]);

/** Of the prose under the table: "group", "merge", "run" and so on. Several: any of them will do. */
const RULES_OF: Partial<Record<CommandType, readonly string[]>> = {
  setRole: ['A10'],
  editWorkshop: ['A10'],
  closeWorkshop: ['A10'],
  reopenWorkshop: ['A10'],
  createTheme: ['A10'],
  renameTheme: ['A10'],
  editCard: ['A3'],
  withdrawCard: ['A4'],
  restoreCard: ['A4', 'A5'],
  approveCard: ['A6'],
  revealCards: ['A9'],
  createCluster: ['A7'],
  renameCluster: ['A7'],
  moveCluster: ['A7'],
  removeCluster: ['A7'],
  placeCard: ['A7'],
  mergeCards: ['A8'],
  unmergeCards: ['A8'],
  moveToPhase: ['A10'],
  cancelMove: ['A10'],
  setTimer: ['A21'],
  setLock: ['A10'],
  setPhases: ['A10'],
  setSpotlight: ['A28'],
  setPause: ['A10'],
  setLink: ['A10'],
  setWaitingRoom: ['A10'],
  admitSeat: ['A10'],
  expelSeat: ['A10'],
  setReady: ['A26'],
  raiseHand: ['A26'],
  createTable: ['A10'],
  renameTable: ['A10'],
  assignTable: ['A27', 'A10'],
  assignEvenly: ['A10'],
  assignCluster: ['A27', 'A10'],
  setSelfSeating: ['A10'],
  joinTable: ['A25'],
  openRound: ['A22'],
  closeRound: ['A22'],
  setDots: ['A23'],
  enterHands: ['A24'],
  createProposal: ['A16'],
  editProposalField: ['A17'],
  proposeAmendment: ['A18'],
};
/** One's own is lowered as it is raised, anybody's by who leads. */
const RULES_OF_LOWERING = { own: ['A26'], others: ['A10'] } as const;
/** Needs and offers have a row each. */
const RULES_OF_WRITING: Readonly<Record<string, readonly string[]>> = {
  need: ['A1'],
  offer: ['A2'],
};
/** A12: what is still done in a closed workshop; closing it again changes nothing. */
const WHEN_CLOSED: readonly CommandType[] = [
  'setRole',
  'admitSeat',
  'expelSeat',
  'reopenWorkshop',
  'closeWorkshop',
];

/** One command of one seat, and what came back. */
export interface Attempt {
  readonly type: CommandType;
  readonly family: string;
  readonly isBase: boolean;
  readonly own: boolean;
  readonly role: Role;
  readonly phase: Phase;
  readonly closed: boolean;
  readonly door: 'http' | 'live';
  /** Null: accepted. */
  readonly refusal: { readonly kind: string; readonly rule: string } | null;
  /** State, board or log are not what they were. */
  readonly changed: boolean;
}

/** What is wrong with it, in a few words; null where all is as it should be. `learned` are the rows by command. */
export function faultOf(
  attempt: Attempt,
  learned: ReadonlyMap<string, ReadonlySet<string>>,
): string | null {
  const { type, family, role, phase, own, closed, refusal, changed, isBase } = attempt;
  if (refusal !== null && changed) return 'refused and done all the same';
  const known = rulesOf(attempt);
  const rules = known ?? [...(learned.get(`${type} ${family}`) ?? [])];
  // No refusal over rights has named a row: then the model's own tests must judge it.
  if (rules.length === 0)
    return role === 'observer' && refusal === null ? 'an observer writes' : null;
  const allowed =
    rules.some((rule) => tableSays(rule, phase, role, own)) &&
    (!closed || WHEN_CLOSED.includes(type));
  if (refusal === null) return allowed ? null : 'accepted against the table';
  if (allowed && RIGHTS_KINDS.has(refusal.kind)) return 'refused against the table';
  const isSaid = closed || RIGHTS_KINDS.has(refusal.kind);
  if (!allowed && isBase && known !== undefined && !isSaid) return 'refused for another reason';
  return null;
}

function rulesOf({ type, family, own }: Attempt): readonly string[] | undefined {
  if (type === 'writeCard') return RULES_OF_WRITING[family];
  if (type === 'lowerHand') return own ? RULES_OF_LOWERING.own : RULES_OF_LOWERING.others;
  return RULES_OF[type];
}

/** The rows that refusals over rights have named, by command and family. */
export function learnedFrom(attempts: readonly Attempt[]): Map<string, Set<string>> {
  const learned = new Map<string, Set<string>>();
  for (const { type, family, refusal } of attempts) {
    if (refusal === null || !RIGHTS_KINDS.has(refusal.kind) || !CELLS.has(refusal.rule)) continue;
    const key = `${type} ${family}`;
    learned.set(key, (learned.get(key) ?? new Set()).add(refusal.rule));
  }
  return learned;
}
