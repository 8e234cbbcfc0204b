/** From the values of several runs to rows: the median, and how far apart the runs were. */

export interface Measured {
  /** The key under which a run gives its value. */
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  /** Must not be exceeded; null where we only watch. */
  readonly goal: number | null;
}

export interface Row {
  readonly name: string;
  /** Median of the runs. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  readonly goal: number | null;
  /** Whether every run kept the goal, not only the middle one; null without a goal. */
  readonly holds: boolean | null;
}

export function rowsOf(
  measures: readonly Measured[],
  runs: readonly Readonly<Record<string, number>>[],
): Row[] {
  return measures.map(({ key, name, unit, goal }) => {
    const values = runs.map((run) => measuredBy(run, key)).sort((a, b) => a - b);
    const low = values[0] ?? Number.NaN;
    const high = values.at(-1) ?? Number.NaN;
    const holds = goal === null ? null : high <= goal;
    return { name, value: median(values), low, high, unit, goal, holds };
  });
}

export function table(rows: readonly Row[]): string {
  const head = ['measure', 'median', 'low', 'high', 'goal', ''];
  const body = rows.map(({ name, value, low, high, unit, goal, holds }) => [
    `${name} (${unit})`,
    shown(value),
    shown(low),
    shown(high),
    goal === null ? '' : `≤ ${shown(goal)}`,
    holds === null ? '' : holds ? 'holds' : 'MISSED',
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...body].map((cells) => cells[column]?.length ?? 0)),
  );
  return [head, ...body]
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
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
