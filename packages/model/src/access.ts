/**
 * Who may do what, and when: the only answer to that question, on the server and in the
 * browser. The cells are the table of RULES.md (A1 to A11, A16 on), which a test reads.
 */
import type { ThemeId } from './ids.ts';
import { checkLock, type Lock } from './locks.ts';
import type { Role } from './people.ts';
import { PHASES, type Phase, phaseIndex } from './phases.ts';
import { type Refusal, refuse } from './refusal.ts';

/** F facilitator · T table host · K co-facilitator · N antenna · P partner · C participant · R contributor. */
const LETTERS = {
  facilitator: 'F',
  // What a table's host may do, and what a facilitator does for the table they are seated at.
  'co-facilitator': 'TK',
  'table-host': 'T',
  antenna: 'N',
  partner: 'P',
  participant: 'C',
  contributor: 'R',
  observer: 'O',
} as const satisfies Record<Role, string>;

interface ActionRule {
  readonly rule: string;
  /**
   * One cell for each phase: letters of roles, a small letter where only at the proposal's
   * own table, `own` = the author, `-` = nobody.
   */
  readonly cells: readonly [
    prepare: string,
    listen: string,
    write: string,
    share: string,
    cluster: string,
    prioritise: string,
    tables: string,
    plenary: string,
    commit: string,
    followUp: string,
  ];
}

function everyPhase(letters: string): ActionRule['cells'] {
  const all = letters;
  return [all, all, all, all, all, all, all, all, all, all];
}

const ALL_F = everyPhase('F');

const ACTIONS = {
  addNeed: { rule: 'A1', cells: ['F', 'FTNPCR', 'FTPC', 'FT', 'FT', '-', 'FT', '-', '-', 'FNR'] },
  addOffer: {
    rule: 'A2',
    cells: ['F', 'FTNPCR', 'FP', 'FP', 'FP', '-', 'FTPC', 'FP', 'FP', 'FP'],
  },
  editCard: { rule: 'A3', cells: ['F+own', 'own', 'own', 'own', '-', '-', '-', '-', '-', '-'] },
  withdrawCard: {
    rule: 'A4',
    cells: ['F+own', 'own', 'own', 'own', '-', '-', '-', '-', 'own', 'own'],
  },
  restoreOthersCard: { rule: 'A5', cells: ALL_F },
  moderate: { rule: 'A6', cells: ['F', 'F', '-', 'F', 'F', '-', 'F', '-', '-', 'F'] },
  group: { rule: 'A7', cells: ['-', 'F', '-', 'F', 'FTC', '-', 'F', '-', '-', '-'] },
  merge: { rule: 'A8', cells: ['-', 'F', '-', 'F', 'FT', '-', 'F', '-', '-', '-'] },
  reveal: { rule: 'A9', cells: ['-', '-', '-', 'F', '-', '-', '-', '-', '-', '-'] },
  run: { rule: 'A10', cells: ALL_F },
  export: { rule: 'A11', cells: ['F', 'F', '-', 'F', 'F', 'F', 'F', 'F', 'FTPC', 'FTPC'] },
  createProposal: {
    rule: 'A16',
    cells: ['-', '-', '-', '-', '-', '-', 'FTpc', 'F', 'F', '-'],
  },
  editSheet: { rule: 'A17', cells: ['-', '-', '-', '-', '-', '-', 'Ftpc', 'FT', 'F', 'F'] },
  proposeAmendment: {
    rule: 'A18',
    cells: ['-', '-', '-', '-', '-', '-', '-', 'FTPCR', '-', '-'],
  },
  holdVote: { rule: 'A22', cells: ['-', '-', '-', '-', '-', 'F', '-', '-', '-', '-'] },
  vote: { rule: 'A23', cells: ['-', '-', '-', '-', '-', 'TPCR', '-', '-', '-', '-'] },
  countHands: { rule: 'A24', cells: ['-', '-', '-', '-', '-', 'Ft', '-', '-', '-', '-'] },
  joinTable: { rule: 'A25', cells: everyPhase('FTPC') },
  signal: { rule: 'A26', cells: everyPhase('FTNPCR') },
  setTimer: {
    rule: 'A21',
    cells: ['Fk', 'Fk', 'Ftk', 'Fk', 'Ftk', 'Fk', 'Ftk', 'Fk', 'Fk', 'Fk'],
  },
  giveToTable: { rule: 'A27', cells: everyPhase('Fk') },
  call: { rule: 'A28', cells: everyPhase('FK') },
} as const satisfies Record<string, ActionRule>;

export type Action = keyof typeof ACTIONS;
export const ACTION_NAMES = Object.keys(ACTIONS) as Action[];

/** Who asks, as far as rights go. */
export interface Asking {
  readonly role: Role;
}

/** The stage on which it happens: the phase and what the facilitator has switched. */
export interface Stage {
  readonly phase: Phase;
  readonly closed: boolean;
  readonly everyoneCanGroup: boolean;
  readonly lock: Lock;
}

/** Actions that the lock does not bind: looking, and running the room. */
const NEVER_LOCKED: ReadonlySet<Action> = new Set([
  'moderate',
  'reveal',
  'run',
  'export',
  'holdVote',
  'joinTable',
  'signal',
  'setTimer',
  'giveToTable',
  'call',
]);

/** Actions that go on in a closed workshop. */
const NEVER_CLOSED: ReadonlySet<Action> = new Set(['moderate', 'run', 'export']);

/**
 * What it is done to: `own` where the person asking wrote it, `ownTable` where it is their
 * table's, `themeIds` the themes that it belongs to.
 */
export interface Subject {
  readonly own?: boolean;
  readonly ownTable?: boolean;
  readonly themeIds?: readonly (ThemeId | null)[];
}

/**
 * `true`, or the refusal that says why not. Reading and exporting stay possible in a
 * closed workshop, and its facilitator may run it (reopen it).
 */
export function may(
  asking: Asking,
  action: Action,
  subject: Subject,
  stage: Stage,
): true | Refusal {
  const { rule, cells } = ACTIONS[action];
  if (stage.closed && !NEVER_CLOSED.has(action)) return refuse('closed', 'A12');
  const locked = NEVER_LOCKED.has(action) ? null : checkLock(stage, subject.themeIds);
  if (locked !== null) return locked;
  if (asking.role === 'observer') return refuse('wrong-role', 'A13');
  const letters = LETTERS[asking.role];
  if (!opens(cells[phaseIndex(stage.phase)], letters)) return notNow(action, letters);
  const cell: string = cells[phaseIndex(stage.phase)] ?? '-';
  if (isOwnersAlone(cell) && subject.own !== true) return refuse('not-yours', rule);
  if (isTablesAlone(cell, letters) && subject.ownTable !== true) {
    return refuse('not-your-table', rule);
  }
  if (action === 'group' && letters === 'C' && !stage.everyoneCanGroup) {
    return refuse('wrong-role', 'A15');
  }
  return true;
}

/** Is there anything in this cell for this role? `F+own` asks for both at once. */
function opens(cell: string | undefined, letters: string): boolean {
  if (cell === undefined || cell === 'own') return cell === 'own';
  return hasOne(cell.replace('own', '').toUpperCase(), letters);
}

function hasOne(cell: string, letters: string): boolean {
  return [...letters].some((letter) => cell.includes(letter));
}

/** Does this role act here only at the table in question? */
function isTablesAlone(cell: string, letters: string): boolean {
  const bare = cell.replace('own', '');
  return hasOne(bare, letters.toLowerCase()) && !hasOne(bare, letters);
}

function isOwnersAlone(cell: string | undefined): boolean {
  return cell?.includes('own') === true;
}

/** Says when this role may, so that the sentence can; or that it never may. */
function notNow(action: Action, letters: string): Refusal {
  const { rule, cells } = ACTIONS[action];
  const when = PHASES.filter((_, index) => opens(cells[index], letters));
  return when.length === 0
    ? refuse('wrong-role', rule)
    : refuse('wrong-phase', rule, { when: when.join(' ') });
}
