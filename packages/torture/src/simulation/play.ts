/** The steps of a run: which there are, how often each comes, and what it does to the world. */
import type { Phase } from '@tavolo/model';
import type { Seeded } from '../seeded.ts';
import { FAULTS_OF_ONE, FAULTS_OF_SEVERAL, type FaultKind, Faults } from './faults.ts';
import { Hands } from './hands.ts';
import type { Page } from './page.ts';
import { comeToRest } from './rest.ts';
import type { World } from './world.ts';

export type Kind = (typeof DEEDS)[number][0] | FaultKind;

const DEEDS = [
  ['deliver', 50],
  ['act', 14],
  ['type', 8],
  ['pass', 10],
  ['sheet', 1],
  ['undo', 1],
  ['show', 1],
  ['cut', 0.7],
  ['offline', 0.5],
  ['online', 2],
  ['reload', 0.3],
  ['second', 0.1],
] as const;
const MOST_PAGES = 9;

/** A third of the runs begins where people write in private, one on the wall, one at the tables. */
const BEGINNINGS = {
  private: ['write'],
  wall: ['cluster'],
  tables: ['cluster', 'tables'],
} as const satisfies Record<string, readonly Phase[]>;
export type Beginning = keyof typeof BEGINNINGS;

export interface PlayOptions {
  /** For a control: more of what its fault shows itself at. */
  readonly weights?: Partial<Record<Kind, number>>;
  readonly begin?: Beginning;
}

export class Play {
  readonly #world: World;
  readonly #random: Seeded;
  readonly #begin: Beginning | undefined;
  readonly #kinds: readonly (readonly [Kind, number])[];
  readonly #total: number;
  readonly last: string[] = [];
  readonly hands: Hands;
  readonly #faults: Faults;

  constructor(world: World, { weights = {}, begin }: PlayOptions) {
    this.#world = world;
    this.#begin = begin;
    const faults = world.size === 1 ? FAULTS_OF_ONE : FAULTS_OF_SEVERAL;
    this.#kinds = [...DEEDS, ...faults].map(([kind, weight]) => [kind, weights[kind] ?? weight]);
    this.#total = this.#kinds.reduce((sum, [, weight]) => sum + weight, 0);
    this.#random = world.random.fork('play');
    this.hands = new Hands(world, this.#random);
    this.#faults = new Faults(world, this.#random);
  }

  /** How much was made to fail. */
  get faults(): number {
    return this.#faults.count;
  }

  /** Everybody opens the page in peace. */
  async begin(): Promise<void> {
    const world = this.#world;
    for (const device of world.devices) await world.openPage(device);
    await comeToRest(world, 0);
    const [leader] = world.pages;
    if (leader === undefined) throw new Error('nobody leads');
    const beginning =
      this.#begin ?? this.#random.pick(Object.keys(BEGINNINGS) as readonly Beginning[]);
    const phases: readonly Phase[] = BEGINNINGS[beginning];
    for (const phase of phases) {
      await this.hands.as(leader, () =>
        leader.room.send({ type: 'moveToPhase', phase, afterS: 0 }),
      );
      if (phase === 'cluster') {
        for (let n = 0; n < 2; n += 1) await this.hands.does(leader, 'createCluster');
      } else if (phase === 'tables') await this.#atTables(leader);
      await comeToRest(world, 0);
    }
  }

  async #atTables(leader: Page): Promise<void> {
    const world = this.#world;
    await this.hands.does(leader, 'createTable');
    const [tableId] = leader.room.get().workshop.tables.keys();
    for (const { seatId } of world.devices) {
      await this.hands.as(leader, () =>
        leader.room.send({ type: 'assignTable', seatId, tableId: tableId ?? null }),
      );
    }
    await this.hands.does(leader, 'createProposal');
    await comeToRest(world, 0);
    for (const page of world.pages) await this.hands.openSheet(page);
  }

  note(line: string): string {
    this.last.push(line);
    if (this.last.length > 20) this.last.shift();
    return line;
  }

  async step(): Promise<string> {
    const kind = this.#kind();
    return `${kind} ${await this.#do(kind)}`;
  }

  #kind(): Kind {
    let left = this.#random.next() * this.#total;
    for (const [kind, weight] of this.#kinds) {
      left -= weight;
      if (left < 0) return kind;
    }
    return 'deliver';
  }

  async #do(kind: Kind): Promise<string> {
    const { pages, time } = this.#world;
    if (kind === 'deliver') return this.#deliver();
    if (kind === 'pass') {
      const ms = this.#random.pick([1, 20, 60, 200, 1_000, 3_000]);
      await time.pass(ms);
      return `${ms}`;
    }
    if (!isDeed(kind)) return this.#faults.does(kind);
    if (pages.length === 0) return '-';
    const page = this.#random.pick(pages);
    return `${page.owner.name} ${await this.#atPage(kind, page)}`;
  }

  async #atPage(kind: Deed, page: Page): Promise<string> {
    const world = this.#world;
    const random = this.#random;
    const { device } = page;
    switch (kind) {
      case 'act':
        return this.hands.act(page);
      case 'type':
        return this.hands.type(page);
      case 'sheet':
        return this.hands.openSheet(page);
      case 'undo':
        await this.hands.as(page, () => page.room.get().undoable?.undo());
        return '';
      case 'show':
        await this.hands.as(page, () =>
          page.room.presence.show({ cursor: { x: random.below(900), y: random.below(900) } }),
        );
        return '';
      case 'cut': {
        const open = world.network.connections.filter((each) => each.page === page.owner);
        if (open.length === 0) return '-';
        random.pick(open).cut();
        this.#faults.count += 1;
        return '';
      }
      case 'offline':
        world.network.goOffline(device.name);
        this.#faults.count += 1;
        return '';
      case 'online':
        world.network.comeBack(device.name);
        return '';
      case 'reload':
        await world.closePage(page);
        await world.openPage(device);
        this.#faults.count += 1;
        return '';
      case 'second':
        if (world.pages.length < MOST_PAGES) await world.openPage(device);
        return '';
      default:
        throw new Error(`no page does ${kind}`);
    }
  }

  async #deliver(): Promise<string> {
    const world = this.#world;
    const { ready } = world.network;
    if (ready.length === 0) return '-';
    const lane = this.#random.pick(ready);
    const count = 1 + this.#random.below(4);
    for (let n = 0; n < count; n += 1) {
      const run = lane.take();
      if (run === undefined) break;
      await world.time.enter(lane.to, run);
    }
    return `${lane.to.name} ${count}`;
  }
}

/** What is done at a page. */
type Deed = Exclude<(typeof DEEDS)[number][0], 'deliver' | 'pass'>;

function isDeed(kind: Kind): kind is Deed {
  return DEEDS.some(([deed]) => deed === kind);
}
