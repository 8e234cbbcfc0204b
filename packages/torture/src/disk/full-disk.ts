/** The disk is filled at an odd moment and emptied again, several times in one life of the server. */
import { join } from 'node:path';
import { type SmallDisk, smallDisk } from '@tavolo/e2e/small-disk';
import type { Seeded } from '../seeded.ts';
import type { CheatName } from '../victim/cheats.ts';
import { pause } from '../victim/until.ts';
import { Campaign, type Life, type Lived, sumOf } from './campaign.ts';

const MEGABYTES = 24;
/** Then the server is killed: the log's own file has grown, and would take what the disk does not. */
const POINTS_PER_LIFE = 10;
/** What is left over, so that it is not always the first write that fails. */
const MOST_LEFT = 48 * 1024;
const PATIENCE_MS = 20_000;
/** A server that lies or gives up says nothing; the honest one heals within a second or so. */
const CONTROL_MS = 1_500;

export interface Filled {
  readonly real: Lived;
  readonly points: number;
  /** Of them, those after which nobody could save again. */
  readonly stuck: number;
  readonly control: Lived;
  readonly controlStuck: number;
}

export async function fillAgain(points: number, random: Seeded): Promise<Filled> {
  const disk = smallDisk(MEGABYTES);
  try {
    const campaign = new Campaign(join(disk.folder, 'data'));
    const lives: Lived[] = [];
    const count = { stuck: 0, controlStuck: 0 };
    for (let left = points; left > 0; left -= POINTS_PER_LIFE) {
      const many = Math.min(left, POINTS_PER_LIFE);
      const filled = filling(disk, random, many, null, () => {
        count.stuck += 1;
      });
      lives.push(await campaign.live(filled));
    }
    const control = await campaign.live(filling(disk, random, 1, 'early', () => undefined));
    const gaveUp = filling(disk, random, 1, 'gives-up', () => {
      count.controlStuck += 1;
    });
    await campaign.live(gaveUp);
    const real = sumOf(lives);
    // The letters of the last honest life were asked for when the next one began.
    const missingBefore = real.missingBefore + control.missingBefore;
    return { real: { ...real, missingBefore }, points, control, ...count };
  } finally {
    disk.close();
  }
}

function filling(
  disk: SmallDisk,
  random: Seeded,
  points: number,
  cheat: CheatName | null,
  stuck: () => void,
): Life {
  return {
    cheat,
    async work(crew, victim) {
      for (let n = 0; n < points; n += 1) {
        disk.fill(victim.pid, random.below(MOST_LEFT));
        crew.work();
        const noticed = await crew.heard.within(
          cheat === 'early' ? CONTROL_MS / 2 : PATIENCE_MS,
          () => crew.saves === false,
        );
        if (!noticed && cheat !== 'early') throw new Error('nobody noticed that the disk is full');
        await pause(random.below(100));
        const before = crew.acknowledged;
        disk.free(victim.pid);
        if (cheat === 'early') continue;
        const healed = await crew.heard.within(
          cheat === null ? PATIENCE_MS : CONTROL_MS,
          () => crew.saves === true && crew.acknowledged > before,
        );
        if (!healed) stuck();
        if (cheat === null && n + 1 < points) await crew.settled(PATIENCE_MS);
      }
    },
  };
}
