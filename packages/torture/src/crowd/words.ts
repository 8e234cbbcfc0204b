/** What the processes of a torture say to each other: one question, one answer, by number. */
import type { Limits } from '@tavolo/server/limits';

/** A seat and the cookie of its browser. */
export interface Person {
  readonly seatId: string;
  readonly cookie: string;
}

/** A workshop that has been made for an attack; the first person leads it. */
export interface Place {
  readonly workshopId: string;
  readonly people: readonly Person[];
  /** The documents of proposals whose texts may be written by everybody of `people`. */
  readonly texts: readonly string[];
}

export interface PlaceWanted {
  readonly people: number;
  readonly cards: number;
  readonly texts: number;
}

/** How the server has fared since the last time it was asked. */
export interface Figures {
  /** Longest stretch in which it did nothing else (ms). */
  readonly stallMs: number;
  /** Processor time it took (ms). */
  readonly workMs: number;
  /** Resident memory, now and at most (MB). */
  readonly memoryMB: number;
  readonly peakMB: number;
  /** Bytes that wait for the one who takes least, at most. */
  readonly backlog: number;
  /** Connections that are open. */
  readonly open: number;
}

/** What is still there once everybody has gone. */
export interface Left {
  /** The heap after garbage was collected (MB). */
  readonly heapMB: number;
  /** Timers that have not fired and were not called off, the sleeping ones among them. */
  readonly timers: number;
  readonly workshops: number;
  readonly texts: number;
  /** Yjs documents. */
  readonly documents: number;
  /** Of the system, its own among them. */
  readonly sockets: number;
}

export type ServerQuestion =
  | { readonly ask: 'place'; readonly wanted: PlaceWanted }
  | { readonly ask: 'figures'; readonly collect: boolean }
  /** Edits a card so many times, each with a text of so many bytes. */
  | {
      readonly ask: 'write';
      readonly workshopId: string;
      readonly times: number;
      readonly bytes: number;
    }
  | { readonly ask: 'left' }
  /** From now on it lets go of nothing: neither connections nor workshops. */
  | { readonly ask: 'hoard' }
  | { readonly ask: 'limits'; readonly limits: Partial<Limits> }
  | { readonly ask: 'throw'; readonly how: 'exception' | 'rejection' };

export interface Asked<Question> {
  readonly number: number;
  readonly question: Question;
}

export type Answered =
  | { readonly number: number; readonly answer: unknown }
  | { readonly number: number; readonly failed: string };

/** `Infinity` is no JSON: it travels as a word. */
export function told(limits: Partial<Limits>): string {
  return JSON.stringify(limits, (_key, value: unknown) =>
    value === Number.POSITIVE_INFINITY ? 'Infinity' : value,
  );
}

export function heard(text: string): Partial<Limits> {
  return JSON.parse(text, (_key, value: unknown) =>
    value === 'Infinity' ? Number.POSITIVE_INFINITY : value,
  ) as Partial<Limits>;
}
