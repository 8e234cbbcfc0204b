/**
 * Who may do what, as the product promises it: written by hand, row by row, in the words that
 * people use of it. Nothing here asks `access.ts` or RULES.md: the doors of the server, the
 * controls of the page and the table in docs/ are held against it by their own tests.
 */
import type { Role } from '../people.ts';
import { PHASES, type Phase, phaseIndex } from '../phases.ts';

/** A command, and where a row is about some of its uses alone a word that says which. */
export type Asked = string;

export interface WhoMayRow {
  readonly action: string;
  /** Phases 0 to 9, as `cell` reads them. */
  readonly cells: string;
  /** What is asked of the server for it; nothing where there is no such command yet. */
  readonly asked: readonly Asked[];
  /** The lock refuses it to everybody. */
  readonly locks: boolean;
}

/**
 * Letters as in the product: F facilitator, T table host, N antenna, P partner, C participant,
 * R contributor, O observer. A co-facilitator does what a table host may, and where K stands.
 * A small letter is "of that table", `own` the author's seat whatever its role (observers
 * never write), `own:F` the author's where it is a facilitator's, `-` nobody.
 */
const LETTERS: Readonly<Record<Role, string>> = {
  facilitator: 'F',
  'co-facilitator': 'TK',
  'table-host': 'T',
  antenna: 'N',
  partner: 'P',
  participant: 'C',
  contributor: 'R',
  observer: 'O',
};

type Options = { readonly asked?: readonly Asked[]; readonly locks?: boolean };

function row(action: string, cells: string, { asked = [], locks = true }: Options = {}): WhoMayRow {
  return { action, cells, asked, locks };
}

const every = (cell: string): string => PHASES.map(() => cell).join(' ');

export const WHO_MAY: readonly WhoMayRow[] = [
  //                             0 prepare, 1 listen, 2 write, 3 share, 4 cluster, 5 prioritise, 6 tables, 7 plenary, 8 commit, 9 follow-up
  row('add need (R, N by the queue)', 'F FTNPCR FTPC FT FT - FT - - FNR', {
    asked: ['writeCard need'],
  }),
  row('add offer', 'F FTNPCR FP FP FP - FTPC FP FP FP', { asked: ['writeCard offer'] }),
  row('edit own need or offer', 'own:F own own own - - - - - -', { asked: ['editCard'] }),
  row('withdraw own need or offer', 'own:F own own own - - - - own own', {
    asked: ['withdrawCard'],
  }),
  row('restore own card', 'own:F own own own own:F own:F own:F own:F own own', {
    asked: ['restoreCard own'],
  }),
  row("restore another's card", every('F'), { asked: ['restoreCard'] }),
  row("read others' unrevealed text", every('-'), { asked: ['GET drafts'], locks: false }),
  row('approve what is held', 'F F - F F - F - - F', { asked: ['approveCard'] }),
  row('turn everything over', '- - - F - - - - - -', { asked: ['revealCards'], locks: false }),
  row('create, rename, move, remove cluster, move into it', '- F - F FTC - F - - -', {
    asked: ['createCluster', 'renameCluster', 'moveCluster', 'removeCluster', 'placeCard'],
  }),
  row('merge, un-merge', '- F - F FT - F - - -', { asked: ['mergeCards', 'unmergeCards'] }),
  row('"also for me"', '- FTNPCR - FTNPCR FTNPCR - - - - -'),
  row('open round; dots, caps', '- - - - - F - - - -', { asked: ['openRound'] }),
  row('close round', '- - - - - F - - - -', { asked: ['closeRound'], locks: false }),
  row('vote', '- - - - - TPC - - - -', { asked: ['setDots'] }),
  row('vote in a remote round', '- - - - - TPCR - - - -', { asked: ['setDots remote'] }),
  row('enter counted hands', '- - - - - Ft - - - -', { asked: ['enterHands'] }),
  row('see tallies, while a round is open', every('-'), {
    asked: ['GET open tallies'],
    locks: false,
  }),
  row('see tallies, from the close on', every('FTNPCRO'), {
    asked: ['GET closed tallies'],
    locks: false,
  }),
  row('create proposal', '- - - - - - FTpc F F -', { asked: ['createProposal'] }),
  row('edit service sheet', '- - - - - - Ftpc FT F F', { asked: ['editProposalField'] }),
  row('propose amendment', '- - - - - - - FTPCR - -', { asked: ['proposeAmendment'] }),
  row('accept, decline amendment', '- - - - - - - Ft F -'),
  row('decide (outcome and reason)', '- - - - - - - - FP FP'),
  row('make, confirm own commitment', '- - - - - - P P P P'),
  row('move to a phase, cancel the move, plan the phases', every('F'), {
    asked: ['moveToPhase', 'cancelMove', 'setPhases'],
    locks: false,
  }),
  row('timer of the room', every('F'), { asked: ['setTimer room'], locks: false }),
  row('timer of a table', 'Fk Fk Ftk Fk Ftk Fk Ftk Fk Fk Fk', {
    asked: ['setTimer table'],
    locks: false,
  }),
  row('lock, pause', every('F'), { asked: ['setLock', 'setPause'], locks: false }),
  row('call everybody (spotlight)', every('FK'), { asked: ['setSpotlight'], locks: false }),
  row('people and clusters: give to a table, take away', every('Fk'), {
    asked: ['assignTable', 'assignCluster', 'assignTable none', 'assignCluster none'],
    locks: false,
  }),
  row('title, challenge, audience, language', every('F'), {
    asked: ['editWorkshop'],
    locks: false,
  }),
  row('tables: create, rename, spread people over them', every('F'), {
    asked: [...['createTable', 'renameTable', 'assignEvenly'], 'setSelfSeating'],
    locks: false,
  }),
  row('themes', every('F'), { asked: ['createTheme', 'renameTheme'], locks: false }),
  row('roles, the door, let in, expel', every('F'), {
    asked: ['setRole', 'setLink', 'setWaitingRoom', 'admitSeat', 'expelSeat'],
    locks: false,
  }),
  row('close and reopen the workshop', every('F'), {
    asked: ['closeWorkshop', 'reopenWorkshop'],
    locks: false,
  }),
  row('choose a table, where people choose themselves', every('FTPC'), {
    asked: ['joinTable'],
    locks: false,
  }),
  row('show ready, raise a hand, lower it', every('FTNPCR'), {
    asked: ['setReady', 'raiseHand', 'lowerHand own'],
    locks: false,
  }),
  row("lower another's hand", every('F'), { asked: ['lowerHand'], locks: false }),
  row('export (no ballots)', 'F F - F F F F F FTPC FTPC', { asked: ['GET export'], locks: false }),
];

export function cell({ action, cells }: WhoMayRow, phase: Phase): string {
  const all = cells.split(' ');
  const one = all[phaseIndex(phase)];
  if (one === undefined || all.length !== PHASES.length) throw new Error(`ten cells: ${action}`);
  return one;
}

/** Whether anything hangs on whose it is: an author's card, or a table. */
export function dependsOnWhose({ cells }: WhoMayRow): boolean {
  return cells.includes('own') || /[a-z]/.test(cells);
}

/** `own`: the card, or the table, is theirs. */
export function whoMay(row: WhoMayRow, phase: Phase, role: Role, own: boolean): boolean {
  const said = cell(row, phase);
  if (said === '-') return false;
  if (said === 'own') return own && role !== 'observer';
  if (said.startsWith('own:')) return own && opens(said.slice('own:'.length), role, false);
  return opens(said, role, own);
}

function opens(letters: string, role: Role, own: boolean): boolean {
  return [...LETTERS[role]].some(
    (letter) => letters.includes(letter) || (own && letters.includes(letter.toLowerCase())),
  );
}
