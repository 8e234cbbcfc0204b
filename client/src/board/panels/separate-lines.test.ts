import { expect, test } from 'vitest';
import { MOST_LINES, separateLines } from './separate-lines.ts';

test('each line that says something is a text of its own, without what marks a list', () => {
  expect(
    separateLines('- Un posto\r\n\n• Due ore al giorno\n3) Un cambio\n  4 orari diversi '),
  ).toEqual(['Un posto', 'Due ore al giorno', 'Un cambio', '4 orari diversi']);
});

test.each([
  ['nothing', ''],
  ['one line', 'Un posto dove stare'],
  ['one line with air around it', '\n\nUn posto dove stare\n'],
  ['more than one frame carries', 'riga\n'.repeat(MOST_LINES + 1)],
])('%s is left as it is', (_what, text) => {
  expect(separateLines(text)).toEqual([]);
});
