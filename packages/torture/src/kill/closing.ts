/** The server is killed while a round is being closed and people still vote in it, again and again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Seeded } from '../seeded.ts';
import type { CheatName } from '../victim/cheats.ts';
import { Election } from '../victim/election.ts';
import { pause, untilTrue } from '../victim/until.ts';
import { loadVictim, type Ready, type Victim } from '../victim/victim.ts';

/** A close takes a few milliseconds: every other blow falls somewhere in it, the rest upon its answer. */
const LATEST_MS = 60;

export interface Closed {
  readonly kills: number;
  /** Ballots or tallies that are not what people had been told, and closes that were undone. */
  readonly halves: number;
  readonly stillOpen: number;
}

export async function killAtTheClose(
  random: Seeded,
  cheats: readonly (CheatName | null)[],
): Promise<Closed> {
  const folder = await mkdtemp(join(tmpdir(), 'tavolo-closing-'));
  let next: Promise<Ready> = loadVictim({ folder });
  const open = async (cheat: CheatName | null): Promise<Victim> => {
    const opened = await (await next).open(cheat);
    next = loadVictim({ folder });
    // Whoever opens it hears of a failure.
    next.catch(() => undefined);
    return opened;
  };
  let victim = await open(cheats[0] ?? null);
  const count = { kills: 0, halves: 0, stillOpen: 0 };
  try {
    const election = await Election.hold(victim.url);
    for (const [at, cheat] of cheats.entries()) {
      const { url } = victim;
      await election.begin(url);
      const voted = election.vote(url);
      await untilTrue(() => election.haveAllVoted);
      const closing = election.close(url);
      if (cheat !== null) await untilTrue(async () => (await election.firstDots(url)) === 0);
      else if (at % 2 === 0) await pause(random.below(LATEST_MS));
      else await closing;
      await victim.kill();
      await Promise.all([voted, closing]);
      count.kills += 1;
      victim = await open(cheats[at + 1] ?? null);
      const { is, wrong, undone } = await election.judge(victim.url);
      count.halves += wrong + (undone ? 1 : 0);
      if (is === 'open') count.stillOpen += 1;
    }
    return count;
  } finally {
    await victim.kill();
    await (await next).kill();
    await rm(folder, { recursive: true, force: true });
  }
}
