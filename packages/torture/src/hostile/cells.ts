/**
 * Every role, phase and command, over both doors, at its own things and at those of others:
 * what RULES.md does not allow is refused, counted, and changes nothing.
 */
import { COMMAND_TYPES, openRoundOf, PHASES, type Phase, ROLES, type Role } from '@tavolo/model';
import { anyId } from '@tavolo/server/testing/venue';
import type { Seeded } from '../seeded.ts';
import { type Attempt, faultOf, learnedFrom } from './expected.ts';
import { asBody, knockLive, knockOverHttp } from './knock.ts';
import { type Try, triesOf } from './plausible.ts';
import { type Stage, setStage } from './stage.ts';
import { refusedSoFar, watched } from './watched.ts';

/** A seat earns twenty commands a second. */
const PAUSE_MS = 50;

export interface Trial {
  /** Each role in each phase at each command that there is. */
  readonly cells: number;
  readonly attempts: readonly Attempt[];
  readonly faults: readonly string[];
  /** Commands that nobody could ever get accepted: nothing is known of them. */
  readonly neverAccepted: readonly string[];
}

export interface TrialOptions {
  readonly random: Seeded;
  /** Of all attempts, so many; undefined for all. */
  readonly atMost?: number;
  readonly phases?: readonly Phase[];
  /** Something switched off on purpose, to see that it is noticed. */
  readonly sabotage?: (stage: Stage) => void;
}

interface Cell {
  readonly role: Role;
  readonly type: (typeof COMMAND_TYPES)[number];
  readonly closed: boolean;
}

export async function tryCells({
  random,
  atMost,
  phases = PHASES,
  sabotage = () => undefined,
}: TrialOptions): Promise<Trial> {
  const attempts: Attempt[] = [];
  const faults: string[] = [];
  const inPhase =
    atMost === undefined ? Number.POSITIVE_INFINITY : Math.ceil(atMost / phases.length);
  for (const phase of phases) {
    const hall = new Hall(phase, random.fork(phase), sabotage);
    const cells = mixed(cellsOf(), random.fork(`order ${phase}`));
    let done = 0;
    for (const cell of cells) {
      if (done >= inPhase) break;
      // In the short run one try for each cell, so that more cells are seen.
      const some = await hall.attempt(cell, atMost === undefined ? null : 1);
      attempts.push(...some);
      done += some.length;
    }
    faults.push(...(await hall.close()));
  }
  const learned = learnedFrom(attempts);
  for (const attempt of attempts) {
    const fault = faultOf(attempt, learned);
    if (fault !== null) faults.push(`${fault}: ${JSON.stringify(attempt)}`);
  }
  const accepted = new Set(
    attempts.flatMap(({ type, refusal }) => (refusal === null ? [type] : [])),
  );
  return {
    cells: new Set(attempts.map(({ role, phase, type }) => `${role} ${phase} ${type}`)).size,
    attempts,
    faults,
    neverAccepted: COMMAND_TYPES.filter((type) => !accepted.has(type)),
  };
}

function cellsOf(): Cell[] {
  return ROLES.flatMap((role) =>
    COMMAND_TYPES.flatMap((type) => [false, true].map((closed) => ({ role, type, closed }))),
  );
}

/** The open ones before the closed ones: a stage is closed once. */
function mixed(cells: readonly Cell[], random: Seeded): Cell[] {
  return cells
    .map((cell) => ({ cell, at: random.next() + (cell.closed ? 0.75 : 0) }))
    .sort((a, b) => a.at - b.at)
    .map(({ cell }) => cell);
}

type Setting = 'open' | 'closed' | 'before a vote';

function settingOf({ type, closed }: Cell): Setting {
  if (closed) return 'closed';
  return type === 'openRound' ? 'before a vote' : 'open';
}

/** One phase: a stage that is set anew whenever something was accepted. */
class Hall {
  readonly #phase: Phase;
  readonly #random: Seeded;
  readonly #sabotage: (stage: Stage) => void;
  readonly #faults: string[] = [];
  readonly #stages = new Map<Setting, Stage>();
  /** Refusals at the stage in use, to be compared with what it has counted. */
  readonly #refused = new Map<Stage, number>();

  constructor(phase: Phase, random: Seeded, sabotage: (stage: Stage) => void) {
    this.#phase = phase;
    this.#random = random;
    this.#sabotage = sabotage;
  }

  async attempt(cell: Cell, howMany: number | null): Promise<Attempt[]> {
    const attempts: Attempt[] = [];
    const first = await this.#stage(settingOf(cell));
    const count = this.#triesAt(first, cell).length;
    // Things have other ids on a stage that was set anew: the tries are taken by their place.
    const places = Array.from({ length: count }, (_, at) => at);
    // In a closed workshop it does not matter at what; in the short run the likeliest is tried most.
    const one = howMany !== null && this.#random.below(3) === 0 ? this.#random.below(count) : 0;
    const chosen = howMany === null && !cell.closed ? places : [one];
    for (const at of chosen) {
      const doors =
        howMany === null
          ? (['http', 'live'] as const)
          : [this.#random.pick(['http', 'live'] as const)];
      for (const door of doors) {
        const stage = await this.#stage(settingOf(cell));
        const one = this.#triesAt(stage, cell)[at];
        if (one !== undefined) attempts.push(await this.#knock(stage, cell, one, door));
      }
    }
    return attempts;
  }

  /** Resolves with what was not counted, or failed in another way. */
  async close(): Promise<readonly string[]> {
    for (const setting of [...this.#stages.keys()]) await this.#strike(setting);
    return this.#faults;
  }

  #triesAt({ venue, people }: Stage, { role, type }: Cell): readonly Try[] {
    const seatId = people.get(role)?.seatId;
    if (seatId === undefined) throw new Error(`nobody is ${role}`);
    return triesOf(type, venue.workshop.state, seatId, this.#random);
  }

  async #knock(stage: Stage, cell: Cell, one: Try, door: 'http' | 'live'): Promise<Attempt> {
    stage.pass(PAUSE_MS);
    const { venue, people } = stage;
    const before = watched(venue);
    const body = asBody({ ...one.order, cmdId: anyId() });
    const headers = people.get(cell.role)?.headers ?? {};
    const { refusal, status } =
      door === 'http'
        ? await knockOverHttp(venue, headers, body)
        : await knockLive(stage.live(cell.role), body);
    const changed = !(await before.isAsBefore());
    if (refusal !== null) this.#refused.set(stage, (this.#refused.get(stage) ?? 0) + 1);
    if (status >= 500) this.#faults.push(`${status} at ${JSON.stringify(one.order)}`);
    if (changed || (refusal === null && cell.closed)) await this.#strike(settingOf(cell));
    const { isBase, own, family } = one;
    return { ...cell, family, isBase, own, phase: this.#phase, door, refusal, changed };
  }

  async #stage(setting: Setting): Promise<Stage> {
    const present = this.#stages.get(setting);
    if (present !== undefined) return present;
    const stage = await setStage(this.#phase, setting !== 'before a vote');
    if (setting === 'closed') {
      const { venue } = stage;
      const round = openRoundOf(venue.workshop.state);
      // A workshop is not closed while people vote.
      if (round !== null) await venue.orders({ type: 'closeRound', roundId: round.id });
      await venue.orders({ type: 'closeWorkshop' });
    }
    this.#sabotage(stage);
    this.#stages.set(setting, stage);
    return stage;
  }

  async #strike(setting: Setting): Promise<void> {
    const stage = this.#stages.get(setting);
    if (stage === undefined) return;
    this.#stages.delete(setting);
    const counted = await refusedSoFar(stage.venue);
    const refused = this.#refused.get(stage) ?? 0;
    if (counted !== refused) this.#faults.push(`${refused} refused, ${counted} counted`);
    await stage.close();
  }
}
