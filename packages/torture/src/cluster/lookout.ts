/** Looks at every page's board all the time: when was what one was told is done on everybody else's? */
import { boardSeq } from '@tavolo/documents';
import type * as Y from 'yjs';
import { type Done, now } from './hands.ts';

const LOOK_MS = 15;

/** Null while it is being loaded. */
export interface Page {
  readonly board: Y.Doc | null;
}

interface Seen {
  readonly at: number;
  readonly seq: number;
}

export class Lookout {
  readonly #phones: readonly Page[];
  readonly #seen = new Map<Page, Seen[]>();
  readonly #timer: NodeJS.Timeout;

  constructor(phones: readonly Page[]) {
    this.#phones = phones;
    this.#timer = setInterval(() => this.#look(), LOOK_MS);
  }

  /** Forgets what was seen before. */
  begin(): void {
    this.#seen.clear();
    this.#look();
  }

  /** Until each of these was on every page (ms); those that are not yet count until now. */
  delays(done: readonly Done[]): readonly number[] {
    this.#look();
    const shown = done.filter(({ boardSeq: seq }) => seq !== null);
    return shown.flatMap(({ at, boardSeq: seq }) =>
      this.#phones.map((phone) => {
        const first = this.#seen.get(phone)?.find((seen) => seen.seq >= (seq ?? 0));
        return Math.max(0, (first?.at ?? now()) - at);
      }),
    );
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    for (const phone of this.#phones) {
      if (phone.board === null) continue;
      const seq = boardSeq(phone.board);
      const seen = this.#seen.get(phone) ?? [];
      if (seen.length === 0) this.#seen.set(phone, seen);
      if (seq > (seen.at(-1)?.seq ?? -1)) seen.push({ at: now(), seq });
    }
  }
}
