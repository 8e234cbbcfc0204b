/** People at a server whose disk fails: some change a field, one types, one only looks. */
import { Commander } from '../victim/commander.ts';
import { lostOf, readKept } from '../victim/kept.ts';
import type { Meeting } from '../victim/meeting.ts';
import { Typist } from '../victim/typist.ts';
import { Conditions } from '../victim/until.ts';
import type { Victim } from '../victim/victim.ts';
import { Watcher } from '../victim/watcher.ts';

/** Three who change things, one who types, one who looks. */
export const CREW = 5;
const PATIENCE_MS = 30_000;

/** What must not have happened, over all lives of the server up to now. */
export interface Harm {
  /** Acknowledged decisions that are not in the log. */
  readonly lost: number;
  /** Seen on the board by somebody, and not in the log. */
  readonly shown: number;
}

export class Crew {
  readonly heard = new Conditions();
  readonly #meeting: Meeting;
  readonly #commanders: readonly Commander[];
  readonly #typist: Typist;
  readonly #watcher: Watcher;
  #ended: Promise<unknown> = Promise.resolve();

  constructor(meeting: Meeting) {
    this.#meeting = meeting;
    const [first = '', second = '', ...others] = meeting.cookies;
    const { tell } = this.heard;
    this.#commanders = others.map((cookie, n) => new Commander(meeting, `d${n}`, cookie, tell));
    this.#typist = new Typist(meeting, { word: 'xy', cookie: first, heard: tell });
    this.#watcher = new Watcher(meeting, second);
  }

  get acknowledged(): number {
    const commands = this.#commanders.reduce((sum, each) => sum + each.acknowledged.length, 0);
    return commands + this.#typist.acknowledged;
  }

  /** Acknowledged letters that the text had not when it was opened again. */
  get missing(): number {
    return this.#typist.missing;
  }

  /** What the server says about its disk; null before it has said anything. */
  get saves(): boolean | null {
    return this.#commanders[0]?.saves ?? null;
  }

  async arrive({ url }: Victim): Promise<void> {
    const { compared } = this.#typist;
    for (const each of this.#commanders) each.saves = null;
    const people = [...this.#commanders, this.#typist, this.#watcher];
    this.#ended = Promise.all(people.map((each) => each.connect(url)));
    // Whether the server has every acknowledged letter is seen before anybody types on.
    const here = await this.heard.within(
      PATIENCE_MS,
      () => this.saves !== null && this.#typist.compared > compared,
    );
    if (!here) throw new Error('the server lets nobody in');
  }

  rest(): void {
    for (const each of [...this.#commanders, this.#typist]) each.isResting = true;
  }

  work(): void {
    for (const each of [...this.#commanders, this.#typist]) each.wake();
  }

  /** Everything that was begun has its answer. False where it did not come in time. */
  settled(ms: number): Promise<boolean> {
    this.rest();
    return this.heard.within(
      ms,
      () => this.#commanders.every((each) => each.isSettled) && this.#typist.isSettled,
    );
  }

  /** After the server was killed. */
  async gone(): Promise<void> {
    await this.#ended;
  }

  /** While no server has the folder open. */
  async harm(folder: string): Promise<Harm> {
    const kept = await readKept(folder, this.#meeting.workshopId);
    const values = new Set(
      kept.decisions.flatMap(({ events }) =>
        events.flatMap((event) => (event.type === 'proposalFieldEdited' ? [event.value] : [])),
      ),
    );
    const acknowledged = this.#commanders.flatMap((each) => each.acknowledged);
    return {
      lost: lostOf(kept, acknowledged),
      shown: [...this.#watcher.seen].filter((value) => !values.has(value)).length,
    };
  }
}
