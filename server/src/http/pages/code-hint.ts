/** What is wrong with a typed code, before anybody looks it up: most wrong codes are typing. */
import { type InterfaceLanguage, translate } from '@tavolo/i18n';
import { CODE_ALPHABET, CODE_LENGTH, normaliseCode } from '@tavolo/protocol';

/** A sentence, or null where it could be a code. */
export function codeHint(language: InterfaceLanguage, typed: string): string | null {
  const code = [...normaliseCode(typed)];
  if (code.length === 0) return translate(language, 'join.code-missing');
  const odd = code.find((char) => !CODE_ALPHABET.includes(char));
  if (odd !== undefined) return translate(language, 'join.code-odd', { char: odd });
  const missing = CODE_LENGTH - code.length;
  if (missing > 0) return translate(language, 'join.code-short', { count: missing });
  if (missing < 0) return translate(language, 'join.code-long', { count: -missing });
  return null;
}
