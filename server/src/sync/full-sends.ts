/**
 * Whole documents on their way to pages. After a restart a room comes back in one moment,
 * and a page that takes nothing in may ask again and again: so many are sent at once, the
 * rest wait their turn, and nobody has a second one on its way before the first has left.
 */
import type { Limits } from '../limits.ts';
import type { Connection } from './connection.ts';

/** A slow line keeps its document but not its place in the row. */
const PLACE_MS = 1_000;

/** Sends it, and calls `left` once it has left, or will not. */
export type FullSend = (left: () => void) => void;

export class FullSends {
  readonly #limits: Pick<Limits, 'fullSends'>;
  /** In the order of asking; who asks again keeps the place, and gets what was asked last. */
  readonly #waiting = new Map<Connection, FullSend>();
  readonly #loading = new Set<Connection>();
  #taken = 0;

  constructor(limits: Pick<Limits, 'fullSends'>) {
    this.#limits = limits;
  }

  ask(connection: Connection, send: FullSend): void {
    if (this.#limits.fullSends === Number.POSITIVE_INFINITY) {
      send(() => undefined);
      return;
    }
    this.#waiting.set(connection, send);
    this.#next();
  }

  /** The connection is gone. */
  forget(connection: Connection): void {
    this.#waiting.delete(connection);
  }

  #next(): void {
    for (const [connection, send] of this.#waiting) {
      if (this.#taken >= this.#limits.fullSends) return;
      if (this.#loading.has(connection)) continue;
      this.#waiting.delete(connection);
      this.#begin(connection, send);
    }
  }

  #begin(connection: Connection, send: FullSend): void {
    this.#taken += 1;
    this.#loading.add(connection);
    let hasPlace = true;
    const giveWay = (): void => {
      if (!hasPlace) return;
      hasPlace = false;
      this.#taken -= 1;
      this.#next();
    };
    const late = setTimeout(giveWay, PLACE_MS);
    late.unref();
    send(() => {
      clearTimeout(late);
      this.#loading.delete(connection);
      giveWay();
      if (this.#waiting.has(connection)) this.#next();
    });
  }
}
