import type { Measured } from './rows.ts';

/** A value for each of the measures. */
export type Values = Readonly<Record<string, number>>;

/** One thing to measure. */
export interface Scenario {
  readonly name: string;
  readonly measures: readonly Measured[];
  /** One run. */
  run(): Promise<Values>;
}

/** One whose setting up takes so long that all runs are made in it. */
export interface LongScenario extends Omit<Scenario, 'run'> {
  /** `given`: numbers from the command line, as `--people=20`. */
  runs(count: number, given: ReadonlyMap<string, number>): Promise<readonly Values[]>;
}
