/**
 * The one write path. `http`, `live` and `sync` know each other not at all; they all speak
 * to the house through these types.
 */
import type {
  Actor,
  AnyOrder,
  Ballot,
  Command,
  FeedName,
  Refusal,
  SeatId,
  Standing,
  Touched,
  Workshop,
  WorkshopEvent,
  WorkshopId,
} from '@tavolo/model';
import type * as Y from 'yjs';
import type { Saving } from './saving.ts';

/** What a command came to. `seq` is a number that people may be told (rule R6), not the log's. */
export type Performed =
  | { readonly ok: true; readonly seq: number; readonly in: readonly FeedName[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** A committed change, told after it is on the disk and on the board. */
export interface Change {
  /** The log's own number. */
  readonly seq: number;
  readonly before: Workshop;
  readonly after: Workshop;
  readonly events: readonly WorkshopEvent[];
  readonly touched: Touched;
}

/** One workshop in memory. Everything readable here is committed. */
export interface OpenWorkshop {
  readonly id: WorkshopId;
  readonly joinCode: string;
  /** Puts a new code in the place of the old one, which lets nobody in any more. Rejects with StorageFailure. */
  renewCode(): Promise<string>;
  whenCodeChanges(listener: (joinCode: string) => void): () => void;
  /** Epoch of its board document: `<restore>.<projectionVersion>`. */
  readonly boardEpoch: string;
  /** Epoch of its texts: `<restore>`. */
  readonly textEpoch: string;
  /** The last committed decision, by the log's own number. It tells when others save drafts: for the server alone. */
  readonly seq: number;
  /** The board's number, which everybody may be told. */
  readonly boardSeq: number;
  /** The full state; show people `view(state, seatId)` or a feed of it, never this. */
  readonly state: Workshop;
  /** Where this seat's private feeds stand. */
  standing(seatId: SeatId): Standing;
  readonly ballots: Ballots;
  /** The board document. Read and encode it; only the house writes. */
  readonly board: Y.Doc;

  /** Decides a person's command, in the order of arrival; resolves once it is on the disk and shown. Rejects with StorageFailure, or BrokenLog. */
  perform(seatId: SeatId, command: Command): Promise<Performed>;
  /** Decides an order of the server's own (taking a seat, a due move). */
  order(order: AnyOrder, actor?: Actor): Promise<Performed>;
  /** Reads what other nodes have appended up to now. */
  catchUp(): Promise<void>;
  /** Likewise, where there are other nodes; for whoever may come from one of them. Rejects with StorageFailure. */
  latest(): Promise<void>;
  /** Told of every committed change, in order. */
  subscribe(listener: (change: Change) => void): () => void;
}

/** The vote that is open. What is in it is told to its voter alone (rule V4). */
export interface Ballots {
  /** This seat's own ballot; null where no round is open. Rejects with StorageFailure. */
  own(seatId: SeatId): Promise<Ballot | null>;
  /** Seats that may vote in the open round and have given a dot, at the last count; 0 where there is none. */
  readonly voters: number;
  /** After a ballot, or where who may vote has changed. Rejects with StorageFailure. */
  recount(): Promise<void>;
  /** Told of every ballot that is on the disk, before its voter is answered. */
  subscribe(listener: (seatId: SeatId, ballot: Ballot) => void): () => void;
  /** Told of every seat that has voted over another node. */
  whenElsewhere(listener: (seatId: SeatId) => void): () => void;
}

export interface House {
  /** Workshops that could not be opened because their log is broken: the operator's business. */
  readonly damaged: readonly WorkshopId[];
  /** Whether the disk takes what is written here. */
  readonly saving: Saving;
  /** Loads it once, however many ask at the same time; null where there is none. Rejects with BrokenLog where its log is broken. */
  open(id: WorkshopId): Promise<OpenWorkshop | null>;
  /** Keeps a workshop in memory while somebody is connected; call the result when they leave. */
  hold(workshop: OpenWorkshop): () => void;
  /** Told of every committed change of every workshop in memory. */
  subscribe(listener: (workshop: OpenWorkshop, change: Change) => void): () => void;
  /** Told of a workshop whose past has changed under this program: whoever has it open lets go, and opens it anew. */
  whenLost(listener: (workshop: OpenWorkshop) => void): () => void;
  /** Told where its texts stand in the store, now and then while other nodes may write them. */
  whenWritten(listener: WrittenListener): () => void;
  close(): Promise<void>;
}

export type WrittenListener = (workshop: OpenWorkshop, name: string, n: number) => void;

/** The disk did not take it: nothing was acknowledged and nothing shown. */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure';
}
