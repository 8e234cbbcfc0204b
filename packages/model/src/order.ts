/**
 * Fractional order keys: strings over 62 digits that compare by code unit, so that a card
 * can be put between two others without touching them. A key is read as the digits after
 * a point; it never ends in the zero digit, so there is always room before it.
 *
 * Most cards are put at an end, so the first four digits step like a counter there: four
 * characters for a quarter of a million cards. Only inserting between two cards makes
 * keys longer; past `MAX_KEY` the cluster is renumbered by one event.
 */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = DIGITS.length;
const HEAD = 4;
const HEAD_RANGE = BASE ** HEAD;
const STEP = BASE;

/** Longer keys are renumbered (architecture: keys over 64 characters). */
export const MAX_KEY = 64;

/** What an order key looks like. */
export const ORDER_KEY = /^[0-9A-Za-z]*[1-9A-Za-z]$/;

/** Compares by order key, ties by id; the order in which cards of a cluster are shown. */
export function byOrder(
  a: { readonly order: string | null; readonly id: string },
  b: { readonly order: string | null; readonly id: string },
): number {
  const keyA = a.order ?? '';
  const keyB = b.order ?? '';
  if (keyA !== keyB) return keyA < keyB ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * A key strictly between `before` and `after` (null = the end on that side), or null where
 * none exists because the two are equal or out of order: then the cluster is renumbered.
 */
export function keyBetween(before: string | null, after: string | null): string | null {
  if (before === null && after === null) return headKey(HEAD_RANGE / 2);
  if (after === null) return keyBeyond(before ?? '', STEP) ?? middle(before ?? '', null);
  if (before === null) return keyBeyond(after, -STEP) ?? middle('', after);
  return before < after ? middle(before, after) : null;
}

/** `count` evenly spread keys, ascending, for a renumbered cluster. */
export function spreadKeys(count: number): string[] {
  const step = Math.max(1, Math.min(STEP, Math.floor(HEAD_RANGE / (count + 2))));
  const start = Math.floor((HEAD_RANGE - step * count) / 2);
  return Array.from({ length: count }, (_, index) => headKey(start + step * index));
}

/** Steps the first four digits; null when there is no room left on that side. */
function keyBeyond(key: string, step: number): string | null {
  const next = headNumber(key) + step;
  return next <= 0 || next >= HEAD_RANGE ? null : headKey(next);
}

function headNumber(key: string): number {
  let value = 0;
  for (let index = 0; index < HEAD; index += 1) value = value * BASE + digitAt(key, index);
  return value;
}

function headKey(value: number): string {
  let rest = Math.floor(value);
  let key = '';
  for (let index = 0; index < HEAD; index += 1) {
    key = DIGITS[rest % BASE] + key;
    rest = Math.floor(rest / BASE);
  }
  return key.replace(/0+$/, '') || 'U';
}

/** The shortest key between two fractions; `after` null stands for one. */
function middle(before: string, after: string | null): string {
  let prefix = '';
  let bound = after;
  for (let index = 0; ; index += 1) {
    const low = digitAt(before, index);
    const high = bound === null ? BASE : digitAt(bound, index);
    if (low === high) {
      prefix += DIGITS[low];
      continue;
    }
    if (high - low > 1) return prefix + DIGITS[Math.floor((low + high) / 2)];
    // Neighbouring digits: keep the lower one; whatever follows is below the upper bound.
    prefix += DIGITS[low];
    bound = null;
  }
}

function digitAt(key: string, index: number): number {
  const digit = key[index];
  return digit === undefined ? 0 : DIGITS.indexOf(digit);
}
