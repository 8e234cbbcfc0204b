/**
 * T1: bad frames by the hundred thousand, made from good ones: straight into the handlers,
 * and over real sockets to the whole program. It does not fall over, nobody waits long for
 * it, the board is what it was, and the text is one that an editor can show.
 */
import { row, type Scale, type Torture, type TortureOptions, type TortureRow } from '../torture.ts';
import { fuzzInside } from './inside.ts';
import { fuzzOutside } from './outside.ts';

interface Size {
  readonly inside: number;
  readonly outside: number;
  /** Frames after which a planted fault has to have shown. */
  readonly planted: number;
}

const SIZES: Readonly<Record<Scale, Size>> = {
  short: { inside: 3_000, outside: 250, planted: 150 },
  long: { inside: 1_000_000, outside: 100_000, planted: 2_000 },
};
/** Longer than this (ms), and people in the room see it stand still. */
const MOST_STALL = 500;

export const fuzz: Torture = {
  name: 'fuzz',
  catalogue: 'T1',
  promise: 'Whatever bytes come, the program lives, answers the others, and keeps what it has.',
  run,
};

async function run({ seed, scale, say }: TortureOptions): Promise<readonly TortureRow[]> {
  return [...(await inside(seed, SIZES[scale], say)), ...(await outside(seed, SIZES[scale], say))];
}

async function inside(
  seed: number,
  size: Size,
  say: (line: string) => void,
): Promise<TortureRow[]> {
  const done = await fuzzInside(seed, size.inside);
  say(`inside: ${done.frames} frames, ${done.passed} changes of the text came through the gate`);
  const unguarded = await fuzzInside(seed, size.planted, 'no guard');
  const busy = await fuzzInside(seed, size.planted, 'busy');
  const attempts = done.frames;
  return [
    row({
      name: 'frames into the handlers: thrown, or failed inside',
      value: done.crashes,
      unit: 'frames',
      goal: 0,
      attempts,
      faultsInjected: attempts,
      control: unguarded.crashes > 0,
      note: `without the guard around reading ${unguarded.crashes} of ${unguarded.frames} are thrown`,
    }),
    row({
      name: 'frames into the handlers: longest',
      value: done.longest,
      unit: 'ms',
      goal: MOST_STALL,
      attempts,
      faultsInjected: attempts,
      control: busy.longest > MOST_STALL,
    }),
    row({
      name: 'frames into the handlers: board changed, or text unsound',
      value: Number(!done.isBoardSame) + Number(!done.isTextSound),
      unit: 'documents',
      goal: 0,
      attempts,
      faultsInjected: attempts,
      // The bytes do reach a document where the rules let them: a text is written by what is good.
      control: done.passed > 0,
      note: `${done.passed} changes of the text passed the gate`,
    }),
  ];
}

async function outside(
  seed: number,
  size: Size,
  say: (line: string) => void,
): Promise<TortureRow[]> {
  const done = await fuzzOutside(seed, size.outside);
  say(`outside: ${done.frames} frames`);
  const thrown = await fuzzOutside(seed, size.planted, 'throw');
  const busy = await fuzzOutside(seed, size.planted, 'busy');
  const attempts = done.frames;
  return [
    row({
      name: 'frames over sockets: program ended, board changed, text unsound',
      value: Number(done.hasCrashed) + Number(!done.isBoardSame) + Number(!done.isTextSound),
      unit: 'faults',
      goal: 0,
      attempts,
      faultsInjected: attempts,
      control: thrown.hasCrashed,
    }),
    row({
      name: 'frames over sockets: longest pause',
      value: done.longest,
      unit: 'ms',
      goal: MOST_STALL,
      attempts,
      faultsInjected: attempts,
      control: busy.longest > MOST_STALL,
    }),
  ];
}
