/** What `npm run torture` is asked for: a torture or all of them, the seed, how much, and for whom. */
import type { Scale } from './torture.ts';

export interface Asked {
  /** Empty where none was named. */
  readonly name: string;
  /** NaN where what follows `--seed` is no number. */
  readonly seed: number;
  readonly scale: Scale;
  readonly json: boolean;
}

/** `chance` is the seed where none was asked for. */
export function asked(words: readonly string[], chance: () => number): Asked {
  let name = '';
  let seed: string | null = null;
  let takesSeed = false;
  for (const word of words) {
    if (takesSeed) seed = word;
    else if (word.startsWith('--seed=')) seed = word.slice('--seed='.length);
    else if (word !== '--seed' && !word.startsWith('--') && name === '') name = word;
    takesSeed = !takesSeed && word === '--seed';
  }
  return {
    name,
    seed: takesSeed || seed === '' ? Number.NaN : seed === null ? chance() : Number(seed),
    scale: words.includes('--short') ? 'short' : 'long',
    json: words.includes('--json'),
  };
}
