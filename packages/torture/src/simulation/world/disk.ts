/**
 * The disk under the store, in the hand of the simulation: calls wait in line until it lets
 * them through, a commit may fail before or after it has reached the disk, and what was not
 * synced is gone after a crash. Several nodes may have it open, each with a line of its own.
 */
import { StorageUnavailable } from '@tavolo/server/storage/errors';
import { openMemoryStorage } from '@tavolo/server/storage/memory/memory-storage';
import type { Storage } from '@tavolo/server/storage/storage';
import type { Seeded } from '../../seeded.ts';
import type { Owner } from './owner.ts';

type Call = (storage: Storage) => Promise<unknown>;

interface Waiting {
  readonly call: Call;
  readonly writes: boolean;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * What becomes of the next commit. `unknown`: it reached the disk, and the answer was an error.
 * `late`: the same, but it reaches the disk only when the node has long given up.
 */
export type Outcome = 'kept' | 'failed' | 'unknown' | 'late';

/** Calls that change nothing; whatever is not named here counts as a write. */
const READS = /^(find|read|dueMoves|heads|textAuthors|textVersions|snapshotHeads)/;
/** What arrives during a commit forms the next one. */
const GROUP = 50;
/** In the control: so many writes wait for a sync, as they would for a checkpoint. */
const UNSYNCED = 40;

export interface DiskOptions {
  /** For the control: answers before anything is synced, as a store without `synchronous=FULL`. */
  readonly acknowledgesUnsynced?: boolean;
  /** Called after each write that has taken effect, before the next one. */
  readonly written: () => Promise<void>;
}

/** Answers that are to be given, in the turn of whoever asked. */
export type Answers = readonly (() => void)[];

export class SimulatedDisk {
  /** What is on the disk; in the control also what only seems to be. */
  #content = openMemoryStorage();
  /** Every write in it, to make it anew after a crash. */
  #written: Call[] = [];
  #synced = 0;
  readonly #lines = new Map<Owner, Waiting[]>();
  /** Writes that nobody waits for any more. */
  #late: Call[] = [];
  readonly #lies: boolean;
  readonly #told: () => Promise<void>;
  /** Grows when something that was readable is gone: only in the control. */
  losses = 0;

  constructor({ acknowledgesUnsynced = false, written }: DiskOptions) {
    this.#lies = acknowledgesUnsynced;
    this.#told = written;
  }

  /** To look at what is kept, without waiting in line. */
  get content(): Storage {
    return this.#content;
  }

  open(owner: Owner): Storage {
    const line: Waiting[] = [];
    this.#lines.set(owner, line);
    return storeBy((name, call) => {
      if (name === 'close') {
        this.#lines.delete(owner);
        return Promise.resolve();
      }
      const writes = !READS.test(name);
      if (this.#lies && writes) return this.#write(call);
      return new Promise((resolve, reject) => {
        line.push({ call, writes, resolve, reject });
      });
    });
  }

  /** Past all lines and faults: what is there before the first node starts. */
  directly(): Storage {
    return storeBy(async (_, call) => {
      const answer = await this.#write(call);
      this.#synced = this.#written.length;
      return answer;
    });
  }

  /** Calls that wait, of one node. */
  waiting(owner: Owner): number {
    return this.#lines.get(owner)?.length ?? 0;
  }

  /** Lets the next calls of a node through: reads one by one, writes as one commit. */
  async step(owner: Owner, outcome: Outcome): Promise<Answers> {
    const line = this.#lines.get(owner);
    const [first] = line ?? [];
    if (line === undefined || first === undefined) return [];
    const end = line.findIndex(({ writes }) => writes !== first.writes);
    const group = line.splice(0, Math.min(GROUP, end === -1 ? line.length : end));
    if (outcome === 'failed' || outcome === 'late') {
      if (outcome === 'late')
        this.#late.push(...group.flatMap(({ call, writes }) => (writes ? call : [])));
      return group.map(
        ({ reject }) =>
          () =>
            reject(new StorageUnavailable('the disk did not take it')),
      );
    }
    const answers: (() => void)[] = [];
    for (const { call, writes, resolve, reject } of group) {
      try {
        const answer = await (writes ? this.#write(call) : call(this.#content));
        if (outcome === 'unknown') answers.push(() => reject(new StorageUnavailable('no answer')));
        else answers.push(() => resolve(answer));
      } catch (error) {
        answers.push(() => reject(error as Error));
      }
    }
    if (!this.#lies || this.#unsynced >= UNSYNCED) this.#synced = this.#written.length;
    return answers;
  }

  /** Writes that are still to come, though nobody waits for them. */
  get late(): number {
    return this.#late.length;
  }

  /** One of them, in no order. */
  async arriveLate(index: number): Promise<void> {
    const [call] = this.#late.splice(index, 1);
    if (call !== undefined) await this.#writeUnheard(call);
    this.#synced = this.#written.length;
  }

  /** The node is gone, in the middle of a commit perhaps: some of its writes are kept, nothing is answered. */
  async crash(owner: Owner, random: Seeded): Promise<void> {
    const line = this.#lines.get(owner) ?? [];
    this.#lines.delete(owner);
    const writes = line.filter((each) => each.writes);
    const reached = random.below(writes.length + 1);
    if (random.below(2) === 0 && !this.#lies) {
      for (const { call } of writes.slice(0, reached)) await this.#writeUnheard(call);
      this.#synced = this.#written.length;
    }
    if (this.#unsynced > 0) await this.#loseUnsynced();
  }

  get #unsynced(): number {
    return this.#written.length - this.#synced;
  }

  async #write(call: Call): Promise<unknown> {
    const answer = await call(this.#content);
    this.#written.push(call);
    await this.#told();
    return answer;
  }

  /** What would have been refused is refused without anybody to hear it. */
  async #writeUnheard(call: Call): Promise<void> {
    await this.#write(call).catch(() => undefined);
  }

  async #loseUnsynced(): Promise<void> {
    const kept = this.#written.slice(0, this.#synced);
    this.#content = openMemoryStorage();
    this.#written = kept;
    this.losses += 1;
    for (const call of kept) await call(this.#content);
  }
}

/** A store whose calls all go one way. */
function storeBy(ask: (name: string, call: Call) => Promise<unknown>): Storage {
  return new Proxy({} as Storage, {
    get: (_, name) => {
      // A promise is told from a store by its `then`.
      if (typeof name !== 'string' || name === 'then') return undefined;
      return (...args: readonly unknown[]) =>
        ask(name, (storage) => methodOf(storage, name)(...args));
    },
  });
}

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** Every method of the contract is asynchronous. */
function methodOf(storage: Storage, name: string): Method {
  const method = (storage as unknown as Record<string, Method | undefined>)[name];
  if (method === undefined) throw new Error(`the store has no ${name}`);
  return method;
}
