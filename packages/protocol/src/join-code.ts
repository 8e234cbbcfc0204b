/** Join codes: eight of thirty characters without look-alikes, shown as `K7QF-M3XD`. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
export const CODE_LENGTH = 8;

/** What somebody typed, as the code is kept: capitals, no spaces or dashes. */
export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s\-–—_.]/gu, '');
}

/** True for a code in its kept form. */
export function isCode(code: string): boolean {
  return code.length === CODE_LENGTH && [...code].every((char) => CODE_ALPHABET.includes(char));
}

/** As people read it: two groups of four. */
export function shownCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/**
 * A code from random bytes (bring at least 16). Bytes of 240 and above are skipped: 256 is
 * not a multiple of 30, and no character may be likelier than another. Null if they ran out.
 */
export function codeFrom(random: Uint8Array): string | null {
  const picked = [...random].filter((byte) => byte < 240).slice(0, CODE_LENGTH);
  if (picked.length < CODE_LENGTH) return null;
  return picked.map((byte) => CODE_ALPHABET[byte % CODE_ALPHABET.length]).join('');
}
