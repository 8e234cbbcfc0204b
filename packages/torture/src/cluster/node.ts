/**
 * One node of the installation: the whole program in a process of its own, with a stretch of
 * network to each service, and somebody who asks it again and again whether it is ready, as
 * whatever stands before the nodes does.
 */
import { fileURLToPath } from 'node:url';
import type { CheatName } from '../victim/cheats.ts';
import { pause } from '../victim/until.ts';
import { loadVictim, type Victim } from '../victim/victim.ts';
import type { Target } from './balancer.ts';
import type { Way } from './way.ts';

const SHIFTED_CLOCK = fileURLToPath(new URL('./shifted-clock.mjs', import.meta.url));
/** How often it is asked, and how long it may take to answer. */
const PROBE_MS = 250;
const PROBE_PATIENCE_MS = 1_000;

export interface NodeOptions {
  readonly name: string;
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly toDatabase: Way;
  readonly toRedis: Way;
  /** Told whenever it begins or ceases to be ready. */
  readonly told: () => void;
}

export class ClusterNode implements Target {
  readonly name: string;
  readonly toDatabase: Way;
  readonly toRedis: Way;
  readonly #options: NodeOptions;
  #victim: Victim | null = null;
  #isReady = false;
  #probing: Promise<void> = Promise.resolve();

  constructor(options: NodeOptions) {
    this.name = options.name;
    this.toDatabase = options.toDatabase;
    this.toRedis = options.toRedis;
    this.#options = options;
  }

  get port(): number | null {
    return this.#victim?.port ?? null;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  get pid(): number | null {
    return this.#victim?.pid ?? null;
  }

  /** `clockMs`: how far its clock is off. Resolves when it takes connections. */
  async start(cheat: CheatName | null = null, clockMs = 0): Promise<void> {
    if (this.#victim !== null) throw new Error(`${this.name} runs already`);
    const { folder, settings } = this.#options;
    const ready = await loadVictim({
      folder,
      settings: { ...settings, TAVOLO_TORTURE_CLOCK_MS: `${clockMs}` },
      nodeOptions: clockMs === 0 ? [] : ['--import', SHIFTED_CLOCK],
    });
    let victim: Victim;
    try {
      victim = await ready.open(cheat);
    } catch (error) {
      await ready.kill();
      throw error;
    }
    this.#victim = victim;
    this.#probing = this.#probe(victim);
  }

  /** As a power cut would end it. */
  async kill(): Promise<void> {
    const victim = this.#gone();
    await victim?.kill();
    await this.#probing;
  }

  /** As an operator ends it; its exit code. */
  async end(): Promise<number | null> {
    // Its port stays known to nobody: whoever is still there is sent away by the node itself.
    const victim = this.#gone();
    const code = (await victim?.end()) ?? null;
    await this.#probing;
    return code;
  }

  #gone(): Victim | null {
    const victim = this.#victim;
    this.#victim = null;
    this.#is(false);
    return victim;
  }

  async #probe(victim: Victim): Promise<void> {
    while (this.#victim === victim) {
      const isReady = await saysReady(victim.port);
      if (this.#victim !== victim) return;
      this.#is(isReady);
      await pause(PROBE_MS);
    }
  }

  #is(isReady: boolean): void {
    if (this.#isReady === isReady) return;
    this.#isReady = isReady;
    this.#options.told();
  }
}

async function saysReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`, {
      signal: AbortSignal.timeout(PROBE_PATIENCE_MS),
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch (error) {
    // Nobody there, torn, or too slow: whatever `fetch` throws says the same.
    if (error instanceof TypeError || error instanceof DOMException) return false;
    throw error;
  }
}
