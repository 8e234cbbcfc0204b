/** [T2] The whole server is killed without a word while twenty people write; what it acknowledged is there. */
import { seeded } from '../seeded.ts';
import { row, type Scale, type Torture } from '../torture.ts';
import { killAtTheClose } from './closing.ts';
import { type People, Siege } from './siege.ts';

const SIZES: Record<Scale, People & { readonly cycles: number; readonly closes: number }> = {
  short: { cycles: 2, closes: 2, commanders: 5, typists: 2 },
  long: { cycles: 200, closes: 20, commanders: 14, typists: 6 },
};

export const kill: Torture = {
  name: 'kill',
  catalogue: 'T2',
  promise: 'A server that is killed at any moment has lost nothing that it acknowledged.',
  async run({ seed, scale, say }) {
    const { cycles, closes, ...people } = SIZES[scale];
    const siege = await Siege.begin({ random: seeded(seed), people, say });
    try {
      const real = await siege.round(Array.from({ length: cycles }, () => null));
      const control = await siege.round(['early', 'late']);
      say(`control: ${JSON.stringify(control)}`);
      const random = seeded(seed).fork('closes');
      const closed = await killAtTheClose(
        random,
        Array.from({ length: closes }, () => null),
      );
      const halved = await killAtTheClose(random, ['halves']);
      say(`closes: ${JSON.stringify({ closed, halved })}`);
      const times = `median ${real.cycleMs} ms a cycle`;
      return [
        row({
          name: 'acknowledged decisions lost',
          value: real.lost,
          unit: 'decisions',
          goal: 0,
          attempts: real.acknowledged,
          faultsInjected: cycles,
          control: control.lost > 0,
          note: `${real.repeats} commands were sent again after a kill; ${times}`,
        }),
        row({
          name: 'commands that took effect twice',
          value: real.doubled,
          unit: 'commands',
          goal: 0,
          attempts: real.repeats,
          faultsInjected: cycles,
          control: control.doubled > 0,
          note: `of ${real.decisions} decisions in a log without a gap`,
        }),
        row({
          name: 'acknowledged letters of the text missing',
          value: real.missing,
          unit: 'letters',
          goal: 0,
          attempts: real.letters,
          faultsInjected: cycles,
          control: control.missing > 0,
        }),
        row({
          name: 'rounds half closed: ballots or tallies that nobody gave',
          value: closed.halves,
          unit: 'voters',
          goal: 0,
          attempts: closed.kills,
          faultsInjected: closed.kills,
          control: halved.halves > 0,
          note: `${closed.stillOpen} of ${closed.kills} were open with all their ballots, the others closed with all of them counted`,
        }),
      ];
    } finally {
      await siege.end();
    }
  },
};
