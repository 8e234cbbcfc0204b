/** What was suffered, as rows: each promise with the control that was seen to break it. */
import { row, type TortureRow } from '../torture.ts';
import type { Shifted } from './clocks.ts';
import type { Controls, Goals } from './controls.ts';
import type { Suffered } from './rounds.ts';

export const GOALS: Goals = { backMs: 15_000, seenMs: 2_000, unreadyMs: 2_000 };

/** Of one fault; a row for each promise that it puts to the test. */
export function rowsOf(suffered: Suffered, controls: Controls): readonly TortureRow[] {
  const { fault, rounds, done, lost, doubled, wrong } = suffered;
  const attack = { attempts: done, faultsInjected: rounds };
  const named = (what: string) => `${fault.name}: ${what}`;
  const rows = [
    row({
      ...attack,
      name: named('acknowledged commands and words lost'),
      value: lost,
      unit: 'of them',
      goal: 0,
      control: controls.lost > 0,
      note: 'control: a node that acknowledges before it writes',
    }),
    row({
      ...attack,
      name: named('commands and words that took effect twice'),
      value: doubled,
      unit: 'of them',
      goal: 0,
      control: controls.doubled > 0,
      note: 'control: a node that forgets which commands it has taken',
    }),
    row({
      ...attack,
      name: named('people refused, sent away or never back'),
      value: wrong.length,
      unit: 'times',
      goal: 0,
      control: controls.refused > 0,
      ...(wrong.length === 0 ? {} : { note: wrong.slice(0, 5).join('; ') }),
    }),
  ];
  if (controls.backMs !== null) {
    rows.push(
      row({
        ...attack,
        name: named('everybody writes again after'),
        value: suffered.backMs,
        unit: 'ms',
        goal: GOALS.backMs,
        control: controls.backMs >= GOALS.backMs,
        note: 'control: a node that never finds out that its database is back',
      }),
    );
  }
  if (fault.isDoorbell === true) {
    rows.push(
      row({
        ...attack,
        name: named('a change is on every page within'),
        value: suffered.seenMs,
        unit: 'ms',
        goal: GOALS.seenMs,
        attempts: suffered.looks,
        control: controls.seenMs > GOALS.seenMs,
        note: 'control: a node that never asks what others have written',
      }),
    );
  }
  if (fault.spares !== undefined) {
    rows.push(
      row({
        ...attack,
        name: named('rounds in which the others could not go on'),
        value: suffered.stood,
        unit: 'rounds',
        goal: 0,
        control: controls.doneWithout === 0,
        note: 'control: all nodes are cut off',
      }),
    );
  }
  if (fault.spares === 'and says so') {
    rows.push(
      row({
        ...attack,
        name: named('it says that it is not ready after'),
        value: suffered.unreadyMs,
        unit: 'ms',
        goal: GOALS.unreadyMs,
        control: controls.staysReady,
        note: 'control: a node that calls everything well',
      }),
    );
  }
  return rows;
}

const CLOCK_MS = 1_000;

export function clockRows(
  shifted: Shifted,
  alone: Shifted,
  backwards: number,
): readonly TortureRow[] {
  const seen = [alone.wrongMs, alone.offMs, alone.misdatedMs];
  // Which of the three shows first depends on the node that is asked.
  const control = seen.some((ms) => ms > CLOCK_MS);
  const note = `control: nodes that go by their own clocks: ${seen.map(Math.round)} ms`;
  const rows = [
    {
      name: 'clocks hours apart: a countdown on a page is wrong by',
      value: shifted.wrongMs,
      attempts: shifted.looks,
      control,
    },
    {
      name: 'clocks hours apart: an announced move comes early or late by',
      value: shifted.offMs,
      attempts: shifted.moves,
      control,
    },
    {
      name: 'clocks hours apart: a decision is dated outside of the time in which it was done, by',
      value: shifted.misdatedMs,
      attempts: shifted.decisions,
      control,
    },
  ].map((measured) =>
    row({
      ...measured,
      unit: 'ms',
      goal: CLOCK_MS,
      faultsInjected: 2,
      note,
    }),
  );
  return [
    ...rows,
    row({
      name: 'decisions that are dated before the one that they follow',
      value: backwards,
      unit: 'decisions',
      goal: 0,
      attempts: shifted.decisions,
      faultsInjected: 2,
      control,
    }),
  ];
}
