import { expect, test } from 'vitest';
import { InStep, inWords } from './in-step.ts';

const SERVER = { hash: 'as the server', seq: 44 };
const ada = { name: 'Ada 1', board: SERVER };
const behind = (seq: number) => ({ name: 'Bruno 2', board: { hash: `as it was at ${seq}`, seq } });

test('boards that say what the server says are equal', () => {
  expect(new InStep().judge(SERVER, [ada], 0)).toEqual({ is: 'equal' });
});

test('whoever is behind is waited for as long as they move, and half a minute more', () => {
  const inStep = new InStep();
  expect(inStep.judge(SERVER, [ada, behind(40)], 0).is).toBe('behind');
  expect(inStep.judge(SERVER, [ada, behind(41)], 29_000).is).toBe('behind');
  expect(inStep.judge(SERVER, [ada, behind(41)], 58_000).is).toBe('behind');
  const verdict = inStep.judge(SERVER, [ada, behind(41)], 60_000);
  expect(verdict).toEqual({ is: 'unequal', who: [behind(41)] });
  expect(inWords(SERVER, [behind(41)])).toBe('Bruno 2 is at 41 of 44');
});

test('a board that shows the last decision and says something else is wrong at once', () => {
  const wrong = { name: 'Chiara 3', board: { hash: 'something else', seq: 44 } };
  expect(new InStep().judge(SERVER, [ada, wrong], 0)).toEqual({ is: 'unequal', who: [wrong] });
  expect(inWords(SERVER, [wrong])).toBe('Chiara 3 says something else at 44');
});

test('a page that is being loaded has no board yet', () => {
  const loading = { name: 'Dario 4', board: null };
  expect(new InStep().judge(SERVER, [loading], 0).is).toBe('behind');
});
