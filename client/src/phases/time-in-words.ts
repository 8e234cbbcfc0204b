import type { Text } from '../state/hooks.ts';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Minutes as people say them: `1 hour 30 minutes`, `2 days`. */
export function timeInWords(minutes: number, text: Text): string {
  const parts = [
    ['days', Math.floor(minutes / DAY)],
    ['hours', Math.floor((minutes % DAY) / HOUR)],
    ['minutes', minutes % HOUR],
  ] as const;
  const said = parts.filter(([, count]) => count > 0);
  if (said.length === 0) return text('templates.minutes', { count: 0 });
  return said.map(([unit, count]) => text(`templates.${unit}`, { count })).join(' ');
}
