/**
 * Words of a shared text that the server did not take. They stay on this device until
 * somebody has copied them or lets them go; closing the page does not lose them.
 */
import type { UnsentReason } from '../connection/text-sync.ts';
import { ownKey } from './own-words.ts';
import { Signal } from './signal.ts';

export interface UnsentWords {
  readonly id: string;
  /** The document they were written for, such as `proposal-<id>`. */
  readonly document: string;
  readonly words: string;
  readonly reason: UnsentReason;
  /** ms since the epoch, by this device's clock. */
  readonly at: number;
}

export class UnsentShelf {
  readonly #workshopId: string;
  readonly #changed = new Signal();
  #key: string | null = null;
  #all: readonly UnsentWords[] = [];

  constructor(workshopId: string) {
    this.#workshopId = workshopId;
  }

  /** Shows what this seat, and no other, has left here. */
  sit(seatId: string): void {
    const key = ownKey(this.#workshopId, seatId, 'unsent');
    if (key === this.#key) return;
    this.#key = key;
    this.#all = [];
    this.#all = this.#read();
    this.#changed.tell();
  }

  readonly get = (): readonly UnsentWords[] => this.#all;

  readonly subscribe = this.#changed.listen;

  keep(words: UnsentWords): void {
    // Another tab may have put something down since.
    this.#write([...this.#read(), words]);
  }

  /** Beside the text of another document. */
  move(id: string, document: string): void {
    this.#write(this.#read().map((each) => (each.id === id ? { ...each, document } : each)));
  }

  dismiss(id: string): void {
    this.#write(this.#read().filter((each) => each.id !== id));
  }

  #write(all: readonly UnsentWords[]): void {
    this.#all = all;
    try {
      if (this.#key === null) throw new Error('nobody sits here yet');
      if (all.length === 0) localStorage.removeItem(this.#key);
      else localStorage.setItem(this.#key, JSON.stringify(all));
    } catch (error) {
      // Storage may be blocked or full; the words are on screen until the page is left.
      console.info('unsent words are kept by this page alone', error);
    }
    this.#changed.tell();
  }

  #read(): readonly UnsentWords[] {
    if (typeof localStorage === 'undefined' || this.#key === null) return this.#all;
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(this.#key) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isUnsent) : [];
    } catch (error) {
      console.info('no unsent words can be read on this device', error);
      return this.#all;
    }
  }
}

function isUnsent(value: unknown): value is UnsentWords {
  if (typeof value !== 'object' || value === null) return false;
  const { id, document, words } = value as Partial<UnsentWords>;
  return [id, document, words].every((part) => typeof part === 'string');
}
