/**
 * Many people at one server, killed and opened again and again on the same folder. While
 * one works the next one loads; after a round the log itself says what was kept.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Seeded } from '../seeded.ts';
import { APART_MS, type CheatName } from '../victim/cheats.ts';
import { Commander } from '../victim/commander.ts';
import { doubledOf, lostOf, readKept } from '../victim/kept.ts';
import { holdMeeting, type Meeting } from '../victim/meeting.ts';
import { Typist } from '../victim/typist.ts';
import { Conditions, pause } from '../victim/until.ts';
import { loadVictim, type Ready, type Victim } from '../victim/victim.ts';

const PATIENCE_MS = 30_000;
/** Where a store lies, the blow falls in the middle between its word and its deed. */
const BETWEEN_MS = APART_MS / 2;

export interface People {
  readonly commanders: number;
  readonly typists: number;
}

interface SiegeOptions {
  readonly random: Seeded;
  readonly people: People;
  readonly say: (line: string) => void;
}

export class Siege {
  readonly #options: SiegeOptions;
  readonly #folder: string;
  readonly #meeting: Meeting;
  readonly #heard = new Conditions();
  readonly #commanders: readonly Commander[];
  readonly #typists: readonly Typist[];
  /** The one that will be opened next, loading or loaded; null where nobody began. */
  #next: Promise<Ready> | null = null;

  private constructor(options: SiegeOptions, folder: string, meeting: Meeting) {
    this.#options = options;
    this.#folder = folder;
    this.#meeting = meeting;
    const { cookies } = meeting;
    const { typists } = options.people;
    const { tell } = this.#heard;
    this.#commanders = cookies
      .slice(typists)
      .map((cookie, n) => new Commander(meeting, `c${n}`, cookie, tell));
    this.#typists = cookies
      .slice(0, typists)
      .map((cookie, n) => new Typist(meeting, { word: `${n}ab`, cookie, heard: tell }));
  }

  static async begin(options: SiegeOptions): Promise<Siege> {
    const folder = await mkdtemp(join(tmpdir(), 'tavolo-kill-'));
    const ready = await loadVictim({ folder });
    const victim = await ready.open();
    const { commanders, typists } = options.people;
    const meeting = await holdMeeting(victim.url, commanders + typists);
    const siege = new Siege(options, folder, meeting);
    siege.#preload();
    await victim.kill();
    return siege;
  }

  /** One kill for each; then everybody says what they still had, and is told what there is. */
  async round(cheats: readonly (CheatName | null)[]) {
    const { say } = this.#options;
    const before = this.#counted();
    const known = doubledOf(await readKept(this.#folder, this.#meeting.workshopId));
    const earlier = this.#commanders.map((each) => each.acknowledged.length);
    const times: number[] = [];
    this.#rest(false);
    for (const [cycle, cheat] of cheats.entries()) {
      const from = Date.now();
      await this.#killOnce(cheat);
      times.push(Date.now() - from);
      if (cycle % 20 === 19) say(`${cycle + 1} kills: ${JSON.stringify(this.#counted())}`);
    }
    // Where the last one lied there will be no other.
    await this.#settle(cheats.at(-1) === null);
    const kept = await readKept(this.#folder, this.#meeting.workshopId);
    const after = this.#counted();
    const acknowledged = this.#commanders.flatMap((each, n) => each.acknowledged.slice(earlier[n]));
    return {
      lost: lostOf(kept, acknowledged),
      doubled: doubledOf(kept) - known,
      missing: after.missing - before.missing,
      acknowledged: acknowledged.length,
      decisions: kept.decisions.length,
      letters: after.letters - before.letters,
      repeats: after.repeats - before.repeats,
      cycleMs: times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0,
    };
  }

  async #killOnce(cheat: CheatName | null): Promise<void> {
    const victim = await this.#open(cheat);
    const { decisions, letters } = this.#counted();
    const people = [...this.#commanders, ...this.#typists];
    const ended = people.map((each) => each.connect(victim.url));
    this.#preload();
    const began = await this.#heard.within(PATIENCE_MS, () => {
      const now = this.#counted();
      // Whoever knows letters that a lying server has lost is turned away with them.
      return now.decisions > decisions && (now.letters > letters || cheat === 'late');
    });
    if (!began) throw new Error('nothing was acknowledged');
    await pause(cheat === null ? 50 + this.#options.random.below(551) : BETWEEN_MS);
    await victim.kill();
    await Promise.all(ended);
  }

  /** Nobody begins anything new: what had no answer is sent again, and texts are compared. */
  async #settle(goesOn: boolean): Promise<void> {
    this.#rest(true);
    const victim = await this.#open(null);
    if (goesOn) this.#preload();
    const compared = this.#typists.map((each) => each.compared);
    const people = [...this.#commanders, ...this.#typists];
    const ended = people.map((each) => each.connect(victim.url));
    const settled = await this.#heard.within(
      PATIENCE_MS,
      () =>
        this.#commanders.every((each) => each.isSettled) &&
        this.#typists.every((each, n) => each.compared > (compared[n] ?? 0)),
    );
    if (!settled) throw new Error('not everything was answered in the end');
    await victim.kill();
    await Promise.all(ended);
  }

  async end(): Promise<void> {
    await (await this.#next)?.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #preload(): void {
    this.#next = loadVictim({ folder: this.#folder });
    // Whoever opens it hears of a failure.
    this.#next.catch(() => undefined);
  }

  async #open(cheat: CheatName | null): Promise<Victim> {
    const ready = await (this.#next ?? loadVictim({ folder: this.#folder }));
    this.#next = null;
    return ready.open(cheat);
  }

  #rest(isResting: boolean): void {
    for (const each of [...this.#commanders, ...this.#typists]) each.isResting = isResting;
  }

  #counted() {
    const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
    return {
      decisions: sum(this.#commanders.map((each) => each.acknowledged.length)),
      letters: sum(this.#typists.map((each) => each.acknowledged)),
      missing: sum(this.#typists.map((each) => each.missing)),
      repeats: sum(this.#commanders.map((each) => each.repeats)),
    };
  }
}
