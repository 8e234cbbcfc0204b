/**
 * How long to wait before dialling again. The stock provider and a whole room of pages would
 * come back in lock-step: every pause here is partly chance, and a server that ends or is
 * short of breath says itself when it wants to see us.
 */
import { CLOSE } from '@tavolo/protocol';

/** Upper bound of the first pause; it doubles with each try in vain. */
const FIRST_MS = 500;
const LONGEST_MS = 15_000;
/** Who was too slow, or spoke too fast, comes back after a breath. */
const BREATH_MS = 5_000;
/** A restarting server without a word about when. */
const SPREAD_MS = 10_000;

export interface Loss {
  /** Of the socket; 1006 where nothing was said. */
  readonly code: number;
  readonly reason: string;
  /** How many tries before this one were in vain. */
  readonly tries: number;
}

/** `chance`: 0 up to but without 1. */
export function pauseAfter({ code, reason, tries }: Loss, chance: number): number {
  if (code === CLOSE.restarting) return toldPause(reason) ?? chance * SPREAD_MS;
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries, 10));
  const some = most / 4 + (chance * most * 3) / 4;
  const wantsBreath = code === CLOSE.tooSlow || code === CLOSE.policy;
  return wantsBreath ? Math.max(some, BREATH_MS * (0.5 + chance / 2)) : some;
}

function toldPause(reason: string): number | null {
  try {
    const { retryAfter } = JSON.parse(reason) as { readonly retryAfter?: unknown };
    const isPause = typeof retryAfter === 'number' && retryAfter >= 0;
    return isPause ? Math.min(retryAfter, LONGEST_MS) : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return null;
    throw error;
  }
}
