import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CODE_ALPHABET, CODE_LENGTH, codeFrom, isCode, normaliseCode, shownCode } from './index.ts';

test('[K3] the thirty characters have no look-alikes', () => {
  expect(new Set(CODE_ALPHABET).size).toBe(30);
  expect(CODE_ALPHABET).not.toMatch(/[01ILOU]/);
});

test('[K3] every byte below 240 gives each character equally often, the rest is skipped', () => {
  const counts = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) {
    const code = codeFrom(Uint8Array.from({ length: CODE_LENGTH }, () => byte));
    if (byte >= 240) {
      expect(code).toBeNull();
      continue;
    }
    const char = code?.[0] ?? '';
    expect(code).toBe(char.repeat(CODE_LENGTH));
    counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  expect([...counts.keys()].sort().join('')).toBe([...CODE_ALPHABET].sort().join(''));
  expect(new Set(counts.values())).toEqual(new Set([8]));
});

test('[K3] random bytes give a code, or null where too few can be used', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 0, maxLength: 32 }), (bytes) => {
      const code = codeFrom(bytes);
      const usable = bytes.filter((byte) => byte < 240).length;
      expect(code === null).toBe(usable < CODE_LENGTH);
      if (code !== null) expect(isCode(code)).toBe(true);
    }),
  );
});

test('[K3] a code is understood in any spelling people type', () => {
  for (const typed of [
    'k7qf-m3xd',
    ' K7QF M3XD ',
    'K7QF–M3XD',
    'k7qf—m3xd',
    'k7qf_m3xd',
    'K7QF.M3XD',
    'k7 qf m3 xd',
  ]) {
    expect(normaliseCode(typed)).toBe('K7QFM3XD');
    expect(isCode(normaliseCode(typed))).toBe(true);
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (typed) => {
      const once = normaliseCode(typed);
      expect(isCode(once)).toBe(once.length === CODE_LENGTH && /^[2-9A-HJKMNP-TV-Z]+$/.test(once));
    }),
  );
});

test('[K3] what is shown is read back as the same code', () => {
  expect(shownCode('K7QFM3XD')).toBe('K7QF-M3XD');
  expect(normaliseCode(shownCode('K7QFM3XD'))).toBe('K7QFM3XD');
  for (const wrong of ['', 'K7QFM3X', 'K7QFM3XDD', 'K7QFM3X0', 'k7qfm3xd', 'K7QF-M3X']) {
    expect(isCode(wrong)).toBe(false);
  }
});
