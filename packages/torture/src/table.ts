import type { TortureRow } from './torture.ts';

/** The rows for people. */
export function table(rows: readonly TortureRow[]): string {
  const head = ['promise', 'value', 'goal', 'attempts', 'faults', 'control', ''];
  const body = rows.map((row) => [
    `${row.name} (${row.unit})`,
    shown(row.value),
    `${row.atLeast === true ? '≥' : '≤'} ${shown(row.goal)}`,
    shown(row.attempts),
    shown(row.faultsInjected),
    row.control ? 'fails' : 'NOT SEEN',
    row.holds ? 'holds' : 'BROKEN',
  ]);
  const lines = [head, ...body];
  const widths = head.map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  return lines
    .map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => line.trimEnd())
    .join('\n');
}

function shown(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(1);
}
