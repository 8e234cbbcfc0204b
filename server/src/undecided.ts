/**
 * Connections that have come in and not yet said what they want: no whole request, or an
 * upgrade that has not been let in. Half-open ones cost memory and are free to make, so
 * there are so many at a time and the oldest goes: who means it speaks within moments.
 */
import type { Duplex } from 'node:stream';

export interface Undecided {
  /** A connection has come, or must say anew what it wants. */
  add(socket: Duplex): void;
  /** It has said so, and somebody looks after it now. */
  settle(socket: Duplex): void;
  readonly size: number;
}

export function openUndecided(limit: number): Undecided {
  /** In the order of coming. */
  const waiting = new Set<Duplex>();
  /** One that is kept alive comes back after each request; its end is waited for once. */
  const watched = new WeakSet<Duplex>();
  return {
    add(socket) {
      if (waiting.has(socket)) return;
      waiting.add(socket);
      if (!watched.has(socket)) socket.once('close', () => waiting.delete(socket));
      watched.add(socket);
      if (waiting.size <= limit) return;
      for (const oldest of waiting) {
        waiting.delete(oldest);
        oldest.destroy();
        return;
      }
    },
    settle(socket) {
      waiting.delete(socket);
    },
    get size() {
      return waiting.size;
    },
  };
}
