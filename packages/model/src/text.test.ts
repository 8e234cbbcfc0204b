import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UUID, uuidFrom } from './ids.ts';
import { nickname } from './nicknames.ts';
import { checkLength, checkText, cleanLine, cleanText, isBlank, textLength } from './text.ts';

test('[C1] emoji, right-to-left words and marks that belong to them stay', () => {
  for (const text of [
    '👩‍👩‍👧 insieme',
    'أحتاج إلى مساعدة',
    'شلوم \u200fab',
    'una\nriga',
    'città è',
    'नमस्ते',
  ]) {
    expect(cleanText(text)).toBe(text.normalize('NFC'));
    expect(isBlank(cleanText(text))).toBe(false);
  }
});

test('[C1] controls, bidi overrides and isolates, lone surrogates and odd line ends go', () => {
  expect(cleanText('a\u0000b\u0007c\u007f\u0085d')).toBe('abcd');
  expect(cleanText('\u202eabc\u202c \u2066d\u2069')).toBe('abc d');
  expect(cleanText('a\ud800b\udc00')).toBe('a\ufffdb\ufffd');
  expect(cleanText('a\r\nb\rc\u2028d\u2029e\tf')).toBe('a\nb\nc\nd\ne f');
  expect(cleanText('e\u0301')).toBe('é');
  expect(cleanLine(' a\n\n b\u00a0c ')).toBe('a b c');
});

test('[C1] cleaning twice is cleaning once, and what is left is well formed', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.array(fc.nat(0xffff), { maxLength: 40 }),
      (words, units) => {
        for (const text of [words, String.fromCharCode(...units)]) {
          for (const clean of [cleanText, cleanLine]) {
            const once = clean(text);
            expect(clean(once)).toBe(once);
            expect(once.replaceAll('\n', '')).not.toMatch(/\p{Cc}|\p{Surrogate}|[\u202a-\u202e]/u);
          }
          expect(cleanLine(text)).not.toContain('\n');
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

test('[C1] length is counted in code points: 2,000 pass, 2,001 do not', () => {
  expect(textLength('😀é')).toBe(2);
  expect(checkText('😀'.repeat(2_000), 2_000)).toBeNull();
  expect(checkText('😀'.repeat(2_001), 2_000)).toMatchObject({
    kind: 'text-too-long',
    rule: 'C1',
    params: { limit: 2_000, length: 2_001 },
  });
  expect(checkText('', 10)).toMatchObject({ kind: 'text-empty' });
  expect(checkLength('', 10)).toBeNull();
});

test('[S2] a nickname is free, whatever the seed and however many are taken', () => {
  for (const language of ['it', 'en', 'ar'] as const) {
    const taken = new Set<string>();
    for (let n = 0; n < 100; n += 1) {
      const name = nickname(language, taken, (n * 2_654_435_761) | 0);
      expect(taken.has(name)).toBe(false);
      expect(name).not.toContain('undefined');
      taken.add(name);
    }
  }
});

test('random bytes become a UUID v4', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const uuid = uuidFrom(bytes);
      expect(uuid).toMatch(UUID);
      expect(uuid[14]).toBe('4');
    }),
  );
});
