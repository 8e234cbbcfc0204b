/**
 * What fails in a play, and what heals again: the store and the way to it, the doorbell and the
 * way to it, whole nodes. Everything is back when it comes to rest (`rest.ts`).
 */
import type { Seeded } from '../seeded.ts';
import type { ServerNode } from './node.ts';
import type { Outcome } from './world/disk.ts';
import type { World } from './world.ts';

/** How often each comes where there is one node. */
export const FAULTS_OF_ONE = [
  ['disk', 30],
  ['crash', 0.25],
  ['stop', 0.08],
  ['diskFails', 0.4],
  ['diskHeals', 1.5],
] as const;

/** And where there are several: more of them ask, and there is more between them. */
export const FAULTS_OF_SEVERAL = [
  ['disk', 60],
  ['bus', 16],
  ['crash', 0.4],
  ['nodeBack', 1.2],
  ['stop', 0.12],
  ['diskFails', 0.3],
  ['diskHeals', 1.5],
  ['late', 1],
  ['storeCut', 0.25],
  ['storeBack', 1],
  ['busCut', 0.3],
  ['busGone', 0.15],
  ['busBack', 0.5],
] as const;

export type FaultKind = (typeof FAULTS_OF_ONE | typeof FAULTS_OF_SEVERAL)[number][0];

/** A call over a line that is cut: it hangs, or an error comes at once. */
type CutLine = 'hangs' | 'fails';

export class Faults {
  readonly #world: World;
  readonly #random: Seeded;
  readonly #cut = new Map<ServerNode, CutLine>();
  #diskFails = false;
  /** What was made to fail. */
  count = 0;

  constructor(world: World, random: Seeded) {
    this.#world = world;
    this.#random = random;
  }

  async does(kind: FaultKind): Promise<string> {
    const world = this.#world;
    switch (kind) {
      case 'disk':
        return this.#disk();
      case 'late':
        if (world.disk.late === 0) return '-';
        await world.disk.arriveLate(this.#random.below(world.disk.late));
        return '';
      case 'bus':
        return this.#bus();
      case 'crash':
        return this.#crash();
      case 'nodeBack':
        return world.isComplete ? '-' : (await world.startNode()).owner.name;
      case 'diskFails':
        this.#diskFails = true;
        return '';
      case 'diskHeals':
        this.#diskFails = false;
        return '';
      case 'storeBack':
        this.#cut.clear();
        return '';
      case 'busGone':
        this.count += 1;
        world.bus.cutAll();
        return '';
      case 'busBack':
        world.bus.mendAll();
        return '';
      default:
        return world.nodes.length === 0 ? '-' : this.#toNode(kind, this.#random.pick(world.nodes));
    }
  }

  async #toNode(kind: 'stop' | 'storeCut' | 'busCut', node: ServerNode): Promise<string> {
    this.count += 1;
    if (kind === 'stop') await node.stop();
    else if (kind === 'busCut') this.#world.bus.cut(node.owner);
    else this.#cut.set(node, this.#random.pick(['hangs', 'fails'] as const));
    return node.owner.name;
  }

  async #bus(): Promise<string> {
    const { bus, time } = this.#world;
    if (bus.waiting === 0) return '-';
    const chance = this.#random.below(6);
    const fate = chance === 0 ? 'twice' : chance === 1 ? 'lost' : 'once';
    const ring = bus.take(this.#random.below(bus.waiting), fate);
    if (ring === undefined) return 'lost';
    await time.enter(ring.owner, ring.deliver);
    return ring.owner.name;
  }

  async #disk(): Promise<string> {
    const world = this.#world;
    const waiting = world.nodes.filter(
      (node) => world.disk.waiting(node.owner) > 0 && this.#cut.get(node) !== 'hangs',
    );
    if (waiting.length === 0) {
      if (!(await world.sweepClosed())) return '-';
      if (world.size === 1) await world.startNode();
      return 'a node is gone';
    }
    const node = this.#random.pick(waiting);
    const outcome = this.#outcome(node);
    if (outcome !== 'kept') this.count += 1;
    await world.stepDisk(node, outcome);
    return `${node.owner.name} ${outcome}`;
  }

  #outcome(node: ServerNode): Outcome {
    const fate = this.#random.below(40);
    if (this.#diskFails || this.#cut.has(node) || fate === 0) return 'failed';
    if (fate === 1) return 'unknown';
    // One machine's own disk does nothing behind its back.
    return fate === 2 && this.#world.size > 1 ? 'late' : 'kept';
  }

  async #crash(): Promise<string> {
    const world = this.#world;
    if (world.nodes.length === 0) return '-';
    const node = this.#random.pick(world.nodes);
    await world.crash(node);
    this.#cut.delete(node);
    // Of several the others go on, and it comes back some time later.
    if (world.size === 1) await world.startNode();
    this.count += 1;
    return node.owner.name;
  }
}
