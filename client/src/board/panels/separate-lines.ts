/** Lists are often pasted whole: each line that says something may be a need of its own. */

/** What comes before a line in lists: a dash, a dot, a number, a box. */
const BULLET = /^\s*(?:[-–—•·*▪◦☐]|\d{1,3}[.)])\s+/u;
/** As many as one frame carries; a longer list is a survey, and surveys are imported. */
export const MOST_LINES = 50;

/** The lines of a text as texts of their own; empty where there is nothing to separate. */
export function separateLines(text: string): readonly string[] {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.replace(BULLET, '').trim())
    .filter((line) => line !== '');
  return lines.length < 2 || lines.length > MOST_LINES ? [] : lines;
}
