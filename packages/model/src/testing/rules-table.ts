/// <reference types="node" />
/**
 * The table of RULES.md, as people read it: for tests that hold what the program does against
 * what is written there, without asking `access.ts`.
 */
import { readFileSync } from 'node:fs';
import type { Role } from '../people.ts';
import { type Phase, phaseIndex } from '../phases.ts';

const ROWS = readFileSync(new URL('../../RULES.md', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
const LETTERS = new Map(
  ROWS.filter((row) => row.length === 2).map(([role, letter]) => [role, letter]),
);

/** Ten cells by the rule's number. */
export const CELLS: ReadonlyMap<string | undefined, readonly string[]> = new Map(
  ROWS.filter((row) => /^A\d+$/.test(row[0] ?? '')).map(([rule, , ...cells]) => [rule, cells]),
);

/** One, or two where a role does what another may and more. */
export function letterOf(role: Role): string {
  const letter = LETTERS.get(role);
  if (letter === undefined) throw new Error(`RULES.md has no letter for ${role}`);
  return letter;
}

/** What the cell says for this role; `own`: the card, or the table, is the asking seat's. */
export function tableSays(rule: string, phase: Phase, role: Role, own: boolean): boolean {
  const cell = CELLS.get(rule)?.[phaseIndex(phase)];
  if (cell === undefined) throw new Error(`RULES.md has no cell ${rule} ${phase}`);
  if (cell.includes('own')) {
    return own && role !== 'observer' && (!cell.includes('F') || role === 'facilitator');
  }
  return [...letterOf(role)].some(
    (letter) => cell.includes(letter) || (own && cell.includes(letter.toLowerCase())),
  );
}
