/**
 * Texts that are written together, as the doors see them: `sync` brings what people type,
 * `http` asks for versions. Everything readable here is on the disk.
 */
import type { SeatId } from '@tavolo/model';
import type * as Y from 'yjs';
import type { TextVersion, TextVersionLine } from '../storage/text-storage.ts';
import type { OpenWorkshop } from '../workshop/contract.ts';
import type { GateRule } from './gate.ts';

/** What became of something that was sent. */
export type Written =
  /** On the disk, or nothing new. */
  | { readonly is: 'kept' }
  /** Not by this seat, not now. */
  | { readonly is: 'forbidden' }
  | { readonly is: 'denied'; readonly rule: GateRule }
  /** It stood behind one of the same writer that was not taken, or the writer is gone. */
  | { readonly is: 'passed-over' }
  /** The disk did not take it. */
  | { readonly is: 'failed' };

/** One who writes: a connection. After a denial nothing more is taken from it. */
export interface Writer {
  readonly seatId: SeatId;
  /** Turned away: nothing that is still waiting is taken. */
  readonly isGone: () => boolean;
}

export interface TextWrite {
  readonly writer: Writer;
  readonly update: Uint8Array;
  /** Told in the order of arrival, before anybody is shown it. */
  readonly done: (written: Written) => void;
}

/** Updates that are on the disk now, in order; `writer` is null where it was not one of ours. */
export type TextChange = readonly {
  readonly update: Uint8Array;
  readonly writer: Writer | null;
}[];

export interface OpenText {
  readonly workshop: OpenWorkshop;
  /** As it is asked for: a proposal's, or a table's notes. */
  readonly name: string;
  /** Takes an update of a client in turn. */
  write(write: TextWrite): void;
  /** Looks at the document between two changes; nothing may be changed or kept. Rejects where the disk fails. */
  read<Answer>(look: (doc: Y.Doc) => Answer): Promise<Answer>;
  /** The seat that has written under a client id; null where nobody has. */
  authorOf(client: number): SeatId | null;
  /** Says which seat is here under an id that has not written yet; returns the way to stop. */
  reserving(ownerOf: (client: number) => SeatId | null): () => void;
  subscribe(listener: (change: TextChange) => void): () => void;

  versions(): Promise<readonly TextVersionLine[]>;
  version(number: number): Promise<TextVersion | null>;
  /** Keeps the text as it stands; returns the version's number. */
  keepVersion(name: string, seatId: SeatId): Promise<number>;
  /** Writes a version's content anew, as a change like any other, and keeps what it replaces. False where there is none. */
  restore(number: number, seatId: SeatId): Promise<boolean>;
}

export interface Texts {
  /** Loads it once, however many ask; null where there is nothing that it would be the text of. Rejects where what is kept is broken. */
  open(workshop: OpenWorkshop, name: string): Promise<OpenText | null>;
  /** Keeps it in memory while somebody is connected; call the result when they leave. */
  hold(text: OpenText): () => void;
  /** Texts in memory. */
  count(): number;
  /** Finishes what is under way. */
  close(): Promise<void>;
}
