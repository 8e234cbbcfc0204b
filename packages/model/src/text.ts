import type { Refusal } from './refusal.ts';
import { refuse } from './refusal.ts';

/** C0 and C1 controls but the line break, and bidi overrides that could turn a neighbour's text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
const UNWANTED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
/** Anything an eye can see; joiners, marks of direction and fillers alone are no text. */
const VISIBLE = /[^\s\p{Cf}\p{Default_Ignorable_Code_Point}]/u;

/**
 * The one form in which text is kept: NFC, line breaks as \n, no control characters, no
 * bidi overrides (isolation is the interface's job), trimmed.
 */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029]/gu, '\n')
    .replace(/\t/g, ' ')
    .replace(UNWANTED, '')
    .replace(LONE_SURROGATE, '\ufffd')
    .normalize('NFC')
    .trim();
}

/** `cleanText` on one line, for names and titles. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/gu, ' ');
}

/** Length as people count it for limits: code points. */
export function textLength(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** True where nothing could be seen: empty, or made of invisible characters only. */
export function isBlank(cleaned: string): boolean {
  return !VISIBLE.test(cleaned);
}

/** Refuses what is blank or over `limit`; expects cleaned text. Rule C1. */
export function checkText(cleaned: string, limit: number): Refusal | null {
  if (isBlank(cleaned)) return refuse('text-empty', 'C1');
  return checkLength(cleaned, limit);
}

/** Refuses what is over `limit`; empty is fine. */
export function checkLength(cleaned: string, limit: number): Refusal | null {
  const length = textLength(cleaned);
  return length > limit ? refuse('text-too-long', 'C1', { limit, length }) : null;
}
