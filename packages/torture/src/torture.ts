/**
 * What a torture is: one promise of the product, attacked many times, with a seed that
 * repeats the run. Each row says what was attacked and how often, what came out, and whether
 * the same attack succeeds when the rule that stops it is left out (`control`): without that,
 * a row that holds might only say that nothing was tried.
 */

/** `long` is what `npm run torture` runs; `short` is the same with fewer rounds, inside `npm test`. */
export type Scale = 'short' | 'long';

export interface TortureOptions {
  /** 32 bits; the same seed makes the same attacks. */
  readonly seed: number;
  readonly scale: Scale;
  /** For people who wait: one line at a time. */
  readonly say: (line: string) => void;
}

export interface TortureRow {
  readonly name: string;
  /** What was measured or counted: lost changes, longest stall, canaries found. */
  readonly value: number;
  readonly unit: string;
  /** What `value` has to be at most; where more is better (`atLeast`), at least. */
  readonly goal: number;
  readonly atLeast?: true;
  /** Whether the goal was kept, every attack was really made, and the control failed as it should. */
  readonly holds: boolean;
  readonly attempts: number;
  readonly faultsInjected: number;
  /** True where the same test, with the rule switched off, was seen to fail in this very run. */
  readonly control: boolean;
  /** What a reader needs beside the numbers. */
  readonly note?: string;
}

export interface Torture {
  /** As in `npm run torture -- kill`. */
  readonly name: string;
  /** Its number in the catalogue of tests: T1 to T19. */
  readonly catalogue: string;
  /** The promise, in one sentence. */
  readonly promise: string;
  run(options: TortureOptions): Promise<readonly TortureRow[]>;
}

/** A row whose `holds` follows from its numbers. */
export function row(measured: Omit<TortureRow, 'holds'>): TortureRow {
  const { value, goal, atLeast, attempts, control } = measured;
  const kept = atLeast === true ? value >= goal : value <= goal;
  return { ...measured, holds: kept && attempts > 0 && control };
}
