import type { Measured } from './rows.ts';

/** One thing to measure. */
export interface Scenario {
  readonly name: string;
  readonly measures: readonly Measured[];
  /** One run: a value for each of the measures. */
  run(): Promise<Readonly<Record<string, number>>>;
}
