/** A round is closed on a disk that is just full: it is closed whole or open whole, and can be closed later. */
import { join } from 'node:path';
import { smallDisk } from '@tavolo/e2e/small-disk';
import type { Seeded } from '../seeded.ts';
import { APART_MS, type CheatName } from '../victim/cheats.ts';
import { Election } from '../victim/election.ts';
import { pause, untilTrue } from '../victim/until.ts';
import { loadVictim } from '../victim/victim.ts';

const MEGABYTES = 24;
/** What is left over, so that sometimes the ballots fit, and sometimes the close. */
const MOST_LEFT = 24 * 1024;

export interface ClosedFull {
  readonly closes: number;
  readonly halves: number;
  /** Refused as long as the disk was full. */
  readonly refused: number;
}

export async function closeOnFullDisk(
  random: Seeded,
  points: number,
  cheat: CheatName | null,
): Promise<ClosedFull> {
  const disk = smallDisk(MEGABYTES);
  const folder = join(disk.folder, 'data');
  const count = { closes: 0, halves: 0, refused: 0 };
  let victim = await (await loadVictim({ folder })).open(cheat);
  try {
    const election = await Election.hold(victim.url);
    for (let n = 0; n < points; n += 1) {
      const { url, pid } = victim;
      await election.begin(url);
      const voted = election.vote(url);
      await untilTrue(() => election.haveAllVoted);
      disk.fill(pid, random.below(MOST_LEFT));
      const acknowledged = await election.close(url);
      await voted;
      count.closes += 1;
      if (!acknowledged) count.refused += 1;
      // What a liar has promised gets its time, and finds no room.
      if (cheat !== null) await pause(2 * APART_MS);
      disk.free(pid);
      await victim.kill();
      victim = await (await loadVictim({ folder })).open(cheat);
      const { wrong, undone } = await election.judge(victim.url);
      count.halves += wrong + (undone ? 1 : 0);
    }
    return count;
  } finally {
    await victim.kill();
    disk.close();
  }
}
