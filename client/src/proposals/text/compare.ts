/** Two texts line by line, side by side: what both have stands in one row. */

export interface ComparedRow {
  /** Null where the line is only on the other side. */
  readonly old: string | null;
  readonly present: string | null;
}

/** By the longest run of lines that both have in the same order. */
export function compareLines(old: string, present: string): ComparedRow[] {
  const before = linesOf(old);
  const after = linesOf(present);
  const common = commonTable(before, after);
  const rows: ComparedRow[] = [];
  let at = 0;
  let to = 0;
  while (at < before.length || to < after.length) {
    const left = before[at];
    const right = after[to];
    if (left !== undefined && left === right) {
      rows.push({ old: left, present: right });
      at += 1;
      to += 1;
    } else if (
      right === undefined ||
      (left !== undefined && below(common, at, to) >= beside(common, at, to))
    ) {
      rows.push({ old: left ?? null, present: null });
      at += 1;
    } else {
      rows.push({ old: null, present: right });
      to += 1;
    }
  }
  return rows;
}

type Table = readonly (readonly number[])[];

/** In each cell the number of common lines from there to the end. */
function commonTable(before: readonly string[], after: readonly string[]): Table {
  const table = Array.from({ length: before.length + 1 }, () =>
    new Array<number>(after.length + 1).fill(0),
  );
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const row = table[at] ?? [];
    for (let to = after.length - 1; to >= 0; to -= 1) {
      row[to] =
        before[at] === after[to]
          ? 1 + (table[at + 1]?.[to + 1] ?? 0)
          : Math.max(below(table, at, to), beside(table, at, to));
    }
  }
  return table;
}

function below(table: Table, at: number, to: number): number {
  return table[at + 1]?.[to] ?? 0;
}

function beside(table: Table, at: number, to: number): number {
  return table[at]?.[to + 1] ?? 0;
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
