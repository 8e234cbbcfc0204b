import { CODE_ALPHABET } from '@tavolo/protocol';
import { describe, expect, it } from 'vitest';
import { codeProblem } from './code-problem.ts';

describe('codeProblem', () => {
  it('takes a code however it is typed', () => {
    for (const typed of ['K7QF-M3XD', 'k7qfm3xd', ' K7QF M3XD ', 'k7qf–m3xd']) {
      expect(codeProblem(typed)).toBeNull();
    }
  });

  it('says how many characters are missing, or too many', () => {
    expect(codeProblem('K7QF-M3X')).toEqual({ key: 'home.codeShort', params: { count: 1 } });
    expect(codeProblem('K7')).toEqual({ key: 'home.codeShort', params: { count: 6 } });
    expect(codeProblem('K7QF-M3XDAB')).toEqual({ key: 'home.codeLong', params: { count: 2 } });
  });

  it('names the character that no code has', () => {
    for (const char of ['I', 'L', 'O', 'U', '0', '1', '/', 'È']) {
      if (CODE_ALPHABET.includes(char)) continue;
      expect(codeProblem(`K7QF${char}M3X`)).toEqual({ key: 'home.codeStrange', params: { char } });
    }
  });

  it('asks for one where nothing was typed', () => {
    expect(codeProblem(' - ')?.key).toBe('home.codeEmpty');
  });
});
