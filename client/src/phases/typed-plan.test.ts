import { LIMITS, plannedPhase, WHOLE_PLAN } from '@tavolo/model';
import { expect, it } from 'vitest';
import { minutesIn, planIn, typedPlan } from './typed-plan.ts';

function write(minutes: string, used: boolean) {
  const rows = typedPlan(WHOLE_PLAN).map((row) =>
    row.phase === 'write' ? { ...row, minutes, used } : row,
  );
  return plannedPhase(planIn(rows, WHOLE_PLAN), 'write').minutes;
}

it('[P5] minutes are a whole number within the bounds of a phase, or nothing', () => {
  const { phaseMinutes } = LIMITS;
  expect([' 7 ', '', String(phaseMinutes)].map(minutesIn)).toEqual([7, null, phaseMinutes]);
  const wrong = ['sette', '0', '-3', '1.5', String(phaseMinutes + 1)];
  expect(wrong.map(minutesIn)).toEqual(wrong.map(() => Number.NaN));
});

it('[P5] what is typed into a phase that is passed over does not stop the rest', () => {
  expect(write('sette', true)).toBeNaN();
  expect(write('sette', false)).toBeNull();
  expect(write('7', false)).toBe(7);
});
