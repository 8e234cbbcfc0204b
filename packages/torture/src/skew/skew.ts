/**
 * T15: devices whose clocks are hours off, and a server whose clock is set back. Everybody counts
 * down to the same moment, what was done first stands first, and nobody loses a seat for it.
 */
import '../simulation/world/chance.ts';
import { row, type Torture } from '../torture.ts';
import { type Afternoon, afternoon } from './afternoon.ts';

const HOUR_MS = 3_600_000;
/** What a countdown on a screen may be wrong by. */
const MOST_WRONG_MS = 1_000;

export const skew: Torture = {
  name: 'skew',
  catalogue: 'T15',
  promise: 'clocks that are two hours off change no countdown, no order and no session',
  async run({ seed, scale, say }) {
    const rounds = scale === 'long' ? 150 : 1;
    const right: Afternoon[] = [];
    for (let n = 0; n < rounds; n += 1) right.push(await afternoon({ seed: seed + n }));
    const trusting = await afternoon({ seed, trustsDevices: true });
    const setBack = await afternoon({ seed, setBackEarly: true });
    const sum = (count: (each: Afternoon) => number) =>
      right.reduce((total, each) => total + count(each), 0);
    const skewed = sum(({ skews }) => skews.filter((ms) => ms !== 0).length);
    const wrong = Math.max(...right.map(({ wrongMs }) => wrongMs));
    say(`${rounds} afternoons; a countdown was wrong by ${wrong} ms at most`);
    return [
      row({
        name: 'countdown to an announced move, wrong by',
        value: wrong,
        unit: 'ms',
        goal: MOST_WRONG_MS,
        attempts: sum(({ looks }) => looks),
        faultsInjected: skewed,
        control: trusting.wrongMs > HOUR_MS,
        note: 'devices up to two hours off, frames up to 300 ms under way; control: a page that believes its own clock',
      }),
      row({
        name: 'announced moves that did not come at their time',
        value: sum(({ lateMoves }) => lateMoves),
        unit: 'moves',
        goal: 0,
        attempts: sum(({ moves }) => moves),
        faultsInjected: skewed,
        control: setBack.lateMoves > 0,
        note: 'control: the server’s own clock set back during the countdown, which is not defended',
      }),
      row({
        name: 'changes that stand elsewhere than in the order of their arrival',
        value: sum(({ misplaced }) => misplaced),
        unit: 'changes',
        goal: 0,
        attempts: sum(({ changes }) => changes),
        faultsInjected: skewed,
        control: sum(({ misplacedByDevice }) => misplacedByDevice) > 0,
        note: 'control: the same changes by the clocks of their devices',
      }),
      row({
        name: 'decisions that are earlier than the one before, the server’s clock set back two hours',
        value: sum(({ backwards }) => backwards),
        unit: 'decisions',
        goal: 0,
        attempts: sum(({ decidedAfterJump }) => decidedAfterJump),
        faultsInjected: rounds,
        control: sum(({ backwardsByClock }) => backwardsByClock) > 0,
        note: 'control: the same decisions by the server’s bare clock',
      }),
      row({
        name: 'people who were sent away for a clock',
        value: sum(({ sentAway }) => sentAway),
        unit: 'people',
        goal: 0,
        attempts: sum(({ skews }) => skews.length),
        faultsInjected: skewed,
        control: right.every(({ expiredSentAway }) => expiredSentAway > 0),
        note: 'control: a session that is over by the server’s clock opens nothing',
      }),
    ];
  },
};
