/** What is wrong with a typed code, before the server is asked: most mistakes are slips. */
import type { Key, Params } from '@tavolo/i18n';
import { CODE_ALPHABET, CODE_LENGTH, normaliseCode } from '@tavolo/protocol';

export interface CodeProblem {
  readonly key: Key;
  readonly params: Params;
}

/** Null where it could be a code. */
export function codeProblem(typed: string): CodeProblem | null {
  const code = [...normaliseCode(typed)];
  if (code.length === 0) return { key: 'home.codeEmpty', params: {} };
  const strange = code.find((char) => !CODE_ALPHABET.includes(char));
  if (strange !== undefined) return { key: 'home.codeStrange', params: { char: strange } };
  const missing = CODE_LENGTH - code.length;
  if (missing > 0) return { key: 'home.codeShort', params: { count: missing } };
  if (missing < 0) return { key: 'home.codeLong', params: { count: -missing } };
  return null;
}
