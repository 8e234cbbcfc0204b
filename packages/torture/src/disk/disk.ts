/** [T4] The disk is full, or fails: nothing is acknowledged or shown that is not on it, and the server heals by itself. */
import { spawnSync } from 'node:child_process';
import { seeded } from '../seeded.ts';
import { row, type Scale, type Torture, type TortureRow } from '../torture.ts';
import { type Broken, breakAgain } from './broken-disk.ts';
import { closeOnFullDisk } from './closing-full.ts';
import { type Filled, fillAgain } from './full-disk.ts';

const POINTS: Record<Scale, number> = { short: 1, long: 100 };
const CLOSES: Record<Scale, number> = { short: 1, long: 20 };

export const disk: Torture = {
  name: 'disk',
  catalogue: 'T4',
  promise:
    'What a full or failing disk did not take is neither acknowledged nor shown, and when the disk is back so is the server.',
  async run({ seed, scale, say }) {
    const random = seeded(seed);
    const points = POINTS[scale];
    const mayTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
    const full = fillAgain(points, random.fork('full'));
    const eio = mayTrace ? breakAgain(points, scale, random.fork('EIO')) : null;
    // Where one fails the other still puts its disk away.
    await Promise.allSettled([full, eio]);
    const [filled, broken] = [await full, await eio];
    const closed = await closeOnFullDisk(random.fork('closes'), CLOSES[scale], null);
    const claimed = await closeOnFullDisk(random.fork('claims'), 1, 'claims');
    say(`closes: ${JSON.stringify({ closed, claimed })}`);
    say(`full: ${JSON.stringify(filled)}`);
    say(`EIO: ${JSON.stringify(broken)}`);
    const halved = row({
      name: 'full disk: rounds half closed, or closed in word alone',
      value: closed.halves,
      unit: 'voters and closes',
      goal: 0,
      attempts: closed.closes,
      faultsInjected: closed.closes,
      control: claimed.halves > 0,
      note: `${closed.refused} of ${closed.closes} closes were refused as long as the disk was full`,
    });
    return [...fullRows(filled), halved, ...brokenRows(broken, points, filled.controlStuck)];
  },
};

function fullRows({ real, points, stuck, control, controlStuck }: Filled): TortureRow[] {
  const attack = { goal: 0, attempts: real.acknowledged, faultsInjected: points };
  return [
    row({
      name: 'full disk: acknowledged and not kept',
      value: real.lost + real.missingBefore,
      unit: 'decisions and letters',
      control: control.lost > 0,
      ...attack,
    }),
    row({
      name: 'full disk: shown and not kept',
      value: real.shown,
      unit: 'decisions',
      control: control.shown > 0,
      ...attack,
    }),
    row({
      name: 'full disk: not healed by itself',
      value: stuck,
      unit: 'times',
      control: controlStuck > 0,
      ...attack,
      attempts: points,
    }),
  ];
}

function brokenRows(broken: Broken | null, points: number, stuckControl: number): TortureRow[] {
  const names = {
    lost: 'EIO: acknowledged and not kept',
    shown: 'EIO: shown and not kept',
    stuck: 'EIO: not healed by itself',
  };
  if (broken === null) {
    const nothing = { value: 0, goal: 0, attempts: 0, faultsInjected: 0, control: false };
    const note = 'not tried: strace is missing or forbidden';
    return Object.values(names).map((name) => row({ name, unit: 'times', ...nothing, note }));
  }
  const { real, faults, lives, stuck, control } = broken;
  const attack = {
    goal: 0,
    // With fewer faults than there were to be, nothing was tried.
    attempts: faults < points ? 0 : real.acknowledged,
    faultsInjected: faults,
    note: `${lives} lives of the server`,
  };
  return [
    row({
      name: names.lost,
      value: real.lost + real.missingBefore,
      unit: 'decisions and letters',
      control: control.lost > 0,
      ...attack,
    }),
    row({
      name: names.shown,
      value: real.shown,
      unit: 'decisions',
      control: control.shown > 0,
      ...attack,
    }),
    // A store that is never tried again stays shut, whatever has shut it.
    row({
      name: names.stuck,
      value: stuck,
      unit: 'lives',
      control: stuckControl > 0,
      ...attack,
    }),
  ];
}
