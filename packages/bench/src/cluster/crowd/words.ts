/** What the scenario asks of a process full of people, and what it answers. */

export interface Room {
  readonly workshopId: string;
  /** A session's cookie for each seat. */
  readonly cookies: readonly string[];
}

/** `board` and `live` are ours, `peer` is hocuspocus. */
export type LineKind = 'board' | 'live' | 'peer';

export interface Dial {
  readonly ask: 'dial';
  readonly kind: LineKind;
  /** Addresses of the nodes, as `http://…`. */
  readonly nodes: readonly string[];
  /** The first so many people of each room. */
  readonly people: number;
  /** Whether the people of a room are on all nodes, or each room on one. */
  readonly spread: 'people' | 'rooms';
  /** So many of these in each room change things. */
  readonly writers: number;
  /** In so many of the rooms, the first ones. */
  readonly rooms: number;
  /** So many of these in each room move a hand that the others see. */
  readonly pointers: number;
}

export type Question =
  | {
      readonly ask: 'rooms';
      readonly rooms: readonly Room[];
      readonly share: number;
      readonly of: number;
    }
  | Dial
  /** Changes at a steady pace for so long, however slowly they are answered. */
  | {
      readonly ask: 'write';
      readonly ms: number;
      readonly perSecond: number;
      /** Movements of each hand in a second. */
      readonly hz: number;
      /** Marks from before (in microseconds) are not counted. */
      readonly since: number;
    }
  /** What these people should have been shown, from all processes: resolves when they have, or gives up. */
  | { readonly ask: 'seen'; readonly sent: readonly number[] }
  /** Each one command after the answer to the last, for so long. */
  | { readonly ask: 'storm'; readonly ms: number }
  | { readonly ask: 'hang up' };

export interface Dialed {
  readonly lines: number;
  readonly ms: number;
}

export interface Wrote {
  /** Changes sent, for each room. */
  readonly sent: readonly number[];
  /** Movements sent, for each room. */
  readonly moved: readonly number[];
}

export interface Seen {
  readonly expected: number;
  readonly delivered: number;
  /** People who looked on, by rooms. */
  readonly looking: readonly number[];
  readonly frames: number;
  /** How old a hand's place was that was shown; read for a few of the people. */
  readonly hands: Uint32Array;
  readonly acknowledged: Uint32Array;
  readonly same: Uint32Array;
  readonly other: Uint32Array;
  /** Of this process, since the writing began. */
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly lag99Ms: number;
}

export interface Stormed {
  readonly answers: number;
  readonly acknowledged: Uint32Array;
  readonly refused: number;
  readonly cpuMs: number;
  readonly wallMs: number;
}
