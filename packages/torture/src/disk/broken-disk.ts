/** The kernel answers EIO at the n-th sync or write of each thread that uses the file, again and again. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Seeded } from '../seeded.ts';
import type { CheatName } from '../victim/cheats.ts';
import { Campaign, type Life, type Lived, sumOf } from './campaign.ts';

/** Acknowledgements that the crew has to get in one life, through all its faults. */
const WANTED = { short: 60, long: 240 } as const;
const PATIENCE_MS = 60_000;
const CONTROL_MS = 3_000;
const MOST_LIVES = 30;

/** Opening the file takes a few of each: a thread must get further than that, or nothing ever opens. */
const CALLS = [
  { calls: 'fsync,fdatasync', least: 10, most: 30 },
  { calls: 'pwrite64', least: 60, most: 160 },
] as const;

export interface Broken {
  readonly real: Lived;
  /** Calls that the kernel answered with EIO. */
  readonly faults: number;
  readonly lives: number;
  /** Lives in which nobody could save again. */
  readonly stuck: number;
  readonly control: Lived;
}

export async function breakAgain(
  faults: number,
  scale: 'short' | 'long',
  random: Seeded,
): Promise<Broken> {
  const home = mkdtempSync(join(tmpdir(), 'tavolo-eio-'));
  const output = join(home, 'trace');
  try {
    const campaign = new Campaign(join(home, 'data'));
    const lives: Lived[] = [];
    let [met, stuck] = [0, 0];
    while (met < faults && lives.length < MOST_LIVES) {
      const { calls, least, most } = CALLS[lives.length % CALLS.length] ?? CALLS[0];
      const words = failing(calls, least + random.below(most - least), output);
      const breaking = through(words, WANTED[scale], null, () => {
        stuck += 1;
      });
      lives.push(await campaign.live(breaking));
      met += readFileSync(output, 'utf8').split('(INJECTED)').length - 1;
    }
    const words = failing(CALLS[0].calls, CALLS[0].least, output);
    const control = await campaign.live(through(words, WANTED.short, 'early', () => undefined));
    const real = sumOf(lives);
    // The letters of the last honest life were asked for when the next one began.
    const missingBefore = real.missingBefore + control.missingBefore;
    return {
      real: { ...real, missingBefore },
      faults: met,
      lives: lives.length,
      stuck,
      control,
    };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function through(
  wrapped: readonly string[],
  wanted: number,
  cheat: CheatName | null,
  stuck: () => void,
): Life {
  return {
    cheat,
    wrapped,
    async work(crew) {
      const before = crew.acknowledged;
      crew.work();
      const done = await crew.heard.within(
        cheat === null ? PATIENCE_MS : CONTROL_MS,
        () => crew.acknowledged >= before + wanted,
      );
      if (!done) stuck();
      crew.rest();
    },
  };
}

function failing(calls: string, nth: number, output: string): readonly string[] {
  const inject = `inject=${calls}:error=EIO:when=${nth}+${nth}`;
  const filter = ['-e', `trace=${calls}`, '-e', 'signal=none', '-e', inject];
  // All other calls do not wait for it.
  return ['strace', '-f', '--seccomp-bpf', '-o', output, ...filter];
}
