import { expect, test } from 'vitest';
import type { Text } from '../state/hooks.ts';
import { sentenceFor } from './timer-said.ts';

const text: Text = (key, params) =>
  `${key}${params?.count === undefined ? '' : ` ${params.count}`}`;
const running = (left: number) => ({ state: 'running', left }) as const;
const none = { state: 'none', left: 0 } as const;

test('said at the start, at one minute and at the end, once each', () => {
  const heard: string[] = [];
  let before: Parameters<typeof sentenceFor>[0] = none;
  for (let left = 120; left >= 0; left -= 1) {
    const sentence = sentenceFor(before, running(left), text);
    if (sentence !== null) heard.push(`${left}: ${sentence}`);
    before = running(left);
  }
  expect(heard).toEqual([
    '120: facilitation.timerStarted 2',
    '60: facilitation.timerMinute',
    '0: facilitation.timerOver',
  ]);
});

test('a countdown of seconds says seconds; a pause and a stop are told', () => {
  expect(sentenceFor(none, running(20), text)).toBe('facilitation.timerStartedShort 20');
  expect(sentenceFor(running(50), { state: 'paused', left: 50 }, text)).toBe(
    'facilitation.timerPaused',
  );
  expect(sentenceFor(running(50), none, text)).toBe('facilitation.timerStopped');
});

test('the time of a table is told as the table’s', () => {
  expect(sentenceFor(none, running(300), text, 'table')).toBe('tables.timerStarted 5');
  expect(sentenceFor(running(61), running(60), text, 'table')).toBe('tables.timerMinute');
  expect(sentenceFor(running(1), running(0), text, 'table')).toBe('tables.timerOver');
});

test('one that has run out and is started again, or lengthened, is told as a start', () => {
  expect(sentenceFor(running(0), running(300), text)).toBe('facilitation.timerStarted 5');
  expect(sentenceFor(running(0), running(300), text, 'table')).toBe('tables.timerStarted 5');
  expect(sentenceFor(running(0), running(20), text)).toBe('facilitation.timerStartedShort 20');
  expect(sentenceFor(running(0), none, text)).toBe('facilitation.timerStopped');
});

test('a minute that is added says nothing; when it comes round again it is told again', () => {
  expect(sentenceFor(running(30), running(90), text)).toBeNull();
  expect(sentenceFor(running(61), running(60), text)).toBe('facilitation.timerMinute');
});
