/**
 * From the values of several runs to rows: the median, and how far apart the runs were. With
 * three runs or more the median is what counts, for one bad run among them tells of the
 * machine; with fewer, the worst does.
 */

export interface Measured {
  /** The key under which a run gives its value. */
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  /** Must not be exceeded; null where we only watch. */
  readonly goal: number | null;
  /** What a profile says bounds it: the reason that is given where three runs miss the goal. */
  readonly bound?: string;
  /** What has to be known to read the number. */
  readonly note?: string;
  /** Values of the same run beyond which this one tells of something else, and of what. */
  readonly doubts?: readonly Doubt[];
}

export interface Doubt {
  readonly key: string;
  readonly above: number;
  readonly says: string;
}

export interface Row {
  readonly name: string;
  /** Median of the runs. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  readonly goal: number | null;
  /** Met, or measured three times and explained; null without a goal. */
  readonly holds: boolean | null;
  /** Whether the goal is met by what it is judged by; null without a goal. */
  readonly met: boolean | null;
  readonly judgedBy: 'median' | 'worst';
  /** What bounds it, where the goal is not met and a profile has told. */
  readonly why?: string;
  /** What has to be known to read the number, and what makes it doubtful. */
  readonly note?: string;
}

/** From so many runs on the middle one counts. */
const RUNS_FOR_MEDIAN = 3;

export function rowsOf(
  measures: readonly Measured[],
  runs: readonly Readonly<Record<string, number>>[],
): Row[] {
  const judgedBy = runs.length >= RUNS_FOR_MEDIAN ? 'median' : 'worst';
  return measures.map(({ key, name, unit, goal, bound, note, doubts = [] }) => {
    const values = runs.map((run) => measuredBy(run, key)).sort((a, b) => a - b);
    const low = values[0] ?? Number.NaN;
    const high = values.at(-1) ?? Number.NaN;
    const value = median(values);
    const met = goal === null ? null : (judgedBy === 'median' ? value : high) <= goal;
    const why = met === false && judgedBy === 'median' ? bound : undefined;
    const holds = met === null ? null : met || why !== undefined;
    const row = { name, value, low, high, unit, goal, holds, met, judgedBy } as const;
    const notes = [...(note === undefined ? [] : [note]), ...doubtsOf(doubts, runs)];
    return {
      ...row,
      ...(why === undefined ? {} : { why }),
      ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
    };
  });
}

export function table(rows: readonly Row[]): string {
  const head = ['measure', 'median', 'low', 'high', 'goal', ''];
  const body = rows.map(({ name, value, low, high, unit, goal, met, why, note = '' }) => [
    `${name} (${unit})`,
    shown(value),
    shown(low),
    shown(high),
    goal === null ? '' : `≤ ${shown(goal)}`,
    [met === null ? '' : met ? 'holds' : why === undefined ? 'MISSED' : `missed: ${why}`, note]
      .filter((each) => each !== '')
      .join('; '),
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...body].map((cells) => cells[column]?.length ?? 0)),
  );
  return [head, ...body]
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Those that hold for the middle one of the runs. */
function doubtsOf(doubts: readonly Doubt[], runs: Parameters<typeof rowsOf>[1]): string[] {
  return doubts
    .filter(({ key, above }) => {
      const values = runs.map((run) => measuredBy(run, key)).sort((a, b) => a - b);
      return median(values) > above;
    })
    .map(({ says }) => says);
}

function measuredBy(run: Readonly<Record<string, number>>, key: string): number {
  const value = run[key];
  if (value === undefined) throw new Error(`a run gave no value for ${key}`);
  return value;
}

function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1);
}
