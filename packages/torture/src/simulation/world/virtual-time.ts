/**
 * Time that stands still until somebody moves it. While a world runs, the timers of the whole
 * process are these: the server's, the page's, and those of the libraries under them. Each
 * belongs to the owner whose code set it, and goes with it.
 *
 * Code runs in turns (`enter`): one message, one timer, one answer of the disk. A turn ends when
 * nothing is left to do without the world, so that the order of everything is the seed's.
 */
import timers from 'node:timers';
import { type Owner, ownerNamed } from './owner.ts';

interface Timer {
  readonly owner: Owner;
  readonly run: () => void;
  /** Set again after so many ms; null for once. */
  readonly everyMs: number | null;
  at: number;
}

/** What Node gives for a timer, as far as anybody asks it. */
interface Handle {
  ref(): Handle;
  unref(): Handle;
  hasRef(): boolean;
  refresh(): Handle;
  readonly timer: Timer;
}

type Callback = (...args: unknown[]) => void;

const realImmediate = globalThis.setImmediate;
const REPLACED = [
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'setImmediate',
  'clearImmediate',
] as const;

export class VirtualTime {
  #now: number;
  #current: Owner = ownerNamed('the world');
  readonly #timers = new Set<Timer>();
  #immediates: Timer[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  readonly now = (): number => this.#now;

  /** Whose turn it is. */
  get current(): Owner {
    return this.#current;
  }

  /** Runs one thing as `owner`, and all that follows from it at once. */
  async enter(owner: Owner, run: () => void): Promise<void> {
    if (owner.gone) return;
    this.#current = owner;
    run();
    for (;;) {
      // Behind every promise that can settle by itself.
      await new Promise<void>((resolve) => realImmediate(() => resolve()));
      if (this.#immediates.length === 0) return;
      const due = this.#immediates;
      this.#immediates = [];
      for (const each of due) {
        this.#current = each.owner;
        if (!each.owner.gone) each.run();
      }
    }
  }

  /** Lets time pass; timers run at their time, each in a turn of its own. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const next = this.#earliest(until);
      if (next === null) break;
      this.#now = Math.max(this.#now, next.at);
      if (next.everyMs === null) this.#timers.delete(next);
      else next.at = this.#now + Math.max(1, next.everyMs);
      await this.enter(next.owner, next.run);
    }
    this.#now = until;
  }

  /** An owner has ended: its timers go with it. */
  forget(owner: Owner): void {
    owner.gone = true;
    for (const timer of this.#timers) if (timer.owner === owner) this.#timers.delete(timer);
    this.#immediates = this.#immediates.filter((each) => each.owner !== owner);
  }

  /** Puts this time in the place of the process's; returns the way back. */
  install(): () => void {
    const before = new Map<string, unknown>(REPLACED.map((name) => [name, globalThis[name]]));
    const dateNow = Date.now;
    const clear = (handle: unknown) => this.#clear(handle);
    const virtual = {
      setTimeout: (run: Callback, ms?: number, ...args: unknown[]) =>
        this.#set(() => run(...args), ms ?? 0, null),
      setInterval: (run: Callback, ms?: number, ...args: unknown[]) =>
        this.#set(() => run(...args), ms ?? 0, ms ?? 0),
      setImmediate: (run: Callback, ...args: unknown[]) => this.#soon(() => run(...args)),
      clearTimeout: clear,
      clearInterval: clear,
      clearImmediate: clear,
    };
    Object.assign(globalThis, virtual);
    // Some libraries take them from the module.
    Object.assign(timers, virtual);
    Date.now = this.now;
    const storage = Object.getOwnPropertyDescriptor(globalThis, 'localStorage');
    Object.defineProperty(globalThis, 'localStorage', {
      configurable: true,
      get: () => this.#current.storage ?? undefined,
    });
    return () => {
      Object.assign(globalThis, Object.fromEntries(before));
      Object.assign(timers, Object.fromEntries(before));
      Date.now = dateNow;
      if (storage === undefined) Reflect.deleteProperty(globalThis, 'localStorage');
      else Object.defineProperty(globalThis, 'localStorage', storage);
    };
  }

  #set(run: () => void, ms: number, everyMs: number | null): Handle {
    const timer: Timer = { owner: this.#current, run, everyMs, at: this.#now + Math.max(0, ms) };
    this.#timers.add(timer);
    return this.#handle(timer);
  }

  #soon(run: () => void): Handle {
    const timer: Timer = { owner: this.#current, run, everyMs: null, at: this.#now };
    this.#immediates.push(timer);
    return this.#handle(timer);
  }

  #clear(handle: unknown): void {
    if (typeof handle !== 'object' || handle === null || !('timer' in handle)) return;
    const { timer } = handle as Handle;
    this.#timers.delete(timer);
    this.#immediates = this.#immediates.filter((each) => each !== timer);
  }

  /** Of two at the same time the one that was set first. */
  #earliest(until: number): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.at <= until && (first === null || timer.at < first.at)) first = timer;
    }
    return first;
  }

  #handle(timer: Timer): Handle {
    const length = timer.at - this.#now;
    const handle: Handle = {
      ref: () => handle,
      unref: () => handle,
      hasRef: () => true,
      refresh: () => {
        timer.at = this.#now + length;
        this.#timers.add(timer);
        return handle;
      },
      timer,
    };
    return handle;
  }
}
