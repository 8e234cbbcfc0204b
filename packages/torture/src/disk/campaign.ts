/**
 * A crew at one folder, through many lives of the server. The first life has the meeting in
 * it; after each one the log says what was kept, and the next one is asked about the text.
 */
import { APART_MS, type CheatName } from '../victim/cheats.ts';
import { holdMeeting } from '../victim/meeting.ts';
import { pause } from '../victim/until.ts';
import { loadVictim, type Victim } from '../victim/victim.ts';
import { CREW, Crew, type Harm } from './crew.ts';

const SETTLING_MS = 15_000;

export interface Life {
  readonly cheat: CheatName | null;
  readonly wrapped?: readonly string[];
  work(crew: Crew, victim: Victim): Promise<void>;
}

/** What one life has added. */
export interface Lived extends Harm {
  readonly acknowledged: number;
  /** Letters of the lives before that were found missing when this one began. */
  readonly missingBefore: number;
}

export class Campaign {
  readonly #folder: string;
  #crew: Crew | null = null;
  #known: Harm = { lost: 0, shown: 0 };

  constructor(folder: string) {
    this.#folder = folder;
  }

  async live({ cheat, wrapped = [], work }: Life): Promise<Lived> {
    const victim = await (await loadVictim({ folder: this.#folder, wrapped })).open(cheat);
    try {
      const crew = this.#crew ?? new Crew(await holdMeeting(victim.url, CREW));
      this.#crew = crew;
      const missing = crew.missing;
      crew.rest();
      await crew.arrive(victim);
      const missingBefore = crew.missing - missing;
      const before = crew.acknowledged;
      await work(crew, victim);
      if (cheat === null) await crew.settled(SETTLING_MS);
      // What a liar has promised gets its time.
      if (cheat === 'early') await pause(2 * APART_MS);
      await victim.kill();
      await crew.gone();
      const harm = await crew.harm(this.#folder);
      const { lost, shown } = this.#known;
      this.#known = harm;
      return {
        lost: harm.lost - lost,
        shown: harm.shown - shown,
        acknowledged: crew.acknowledged - before,
        missingBefore,
      };
    } finally {
      await victim.kill();
    }
  }
}

export function sumOf(lived: readonly Lived[]): Lived {
  const sum = (key: keyof Lived) => lived.reduce((total, each) => total + each[key], 0);
  return {
    lost: sum('lost'),
    shown: sum('shown'),
    acknowledged: sum('acknowledged'),
    missingBefore: sum('missingBefore'),
  };
}
