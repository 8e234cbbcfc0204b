/**
 * What is kept for ever. The log of decisions is the only truth of a workshop, with snapshots
 * (`snapshot-storage.ts`) as a cache; its texts (`text-storage.ts`) have a log each; sessions and keys say who sits where. Every backend
 * passes `storage.contract.ts`.
 *
 * A promise that resolves means: on the disk (committed and fsynced). A promise that
 * rejects means: assume nothing, read again.
 */
import type { AnyOrder, FeedName, SeatId, WorkshopEvent, WorkshopId } from '@tavolo/model';
import type { BallotStorage, ClosedBox } from './ballot-storage.ts';
import type { HeadStorage } from './heads.ts';
import type { SnapshotStorage } from './snapshot-storage.ts';
import type { TextStorage } from './text-storage.ts';

/** One decision: a command and the events it led to, atomic. Event bodies are kept as canonical JSON text. */
export interface Decision {
  /** From 1, without gaps. */
  readonly seq: number;
  /** Who sent the command; null for the server's own orders. */
  readonly seatId: SeatId | null;
  /** A cmdId counts per workshop and seat; null for the server's own orders. */
  readonly cmdId: string | null;
  readonly type: AnyOrder['type'];
  readonly events: readonly WorkshopEvent[];
  /** The sender's feeds that show it, to answer a repeat as the first time. */
  readonly in: readonly FeedName[];
  /** Server time, ms since the epoch. Never shown together with an anonymous card. */
  readonly at: number;
}

export interface WorkshopRecord {
  readonly id: WorkshopId;
  /** In its kept form: eight capitals and digits. */
  readonly joinCode: string;
  readonly demonstration: boolean;
  /** Raised when the past is rewritten (a restore from backup, an erasure); part of every document's epoch. */
  readonly restore: number;
  /** When an announced move is due (ms), so that any node can fire it. */
  readonly dueAt: number | null;
}

/** One browser has one token and may sit in several workshops, one seat in each. */
export interface SessionRecord {
  /** SHA-256 of the cookie's token, hex. The token itself is kept nowhere. */
  readonly tokenHash: string;
  readonly workshopId: WorkshopId;
  readonly seatId: SeatId;
  readonly expiresAt: number;
}

export interface FoundSession extends SessionRecord {
  /** The token that came before this one is still good. */
  readonly hasFormer?: true;
}

/** How long a token that was replaced goes on opening what the new one opens; to `now`: not at all. */
export interface Grace {
  readonly now: number;
  readonly until: number;
}

export type AppendResult =
  | { readonly ok: true }
  /** Somebody else appended first, or voted: catch up from the log and decide again. */
  | { readonly ok: false; readonly seq: number };

export interface Storage extends BallotStorage, HeadStorage, SnapshotStorage, TextStorage {
  /** Creates a workshop with its first decisions and the owner's recovery key, all or nothing. False where its join code is taken. */
  createWorkshop(
    workshop: WorkshopRecord,
    decisions: readonly Decision[],
    recoveryHash: string,
  ): Promise<boolean>;
  findWorkshop(id: WorkshopId): Promise<WorkshopRecord | null>;
  /** Puts another code in the place of the present one. False where it is taken. */
  setJoinCode(id: WorkshopId, joinCode: string): Promise<boolean>;
  findWorkshopByCode(joinCode: string): Promise<WorkshopRecord | null>;
  /** The demonstration of this installation, if there is one. */
  findDemonstration(): Promise<WorkshopRecord | null>;
  /** Announced moves that are due up to `before` (ms), and the earliest one after it. */
  dueMoves(before: number): Promise<readonly { workshopId: WorkshopId; dueAt: number }[]>;

  /**
   * Appends decisions with consecutive numbers, all or nothing, the first at the log's
   * last seq + 1; also sets `dueAt`. What arrives during a commit forms the next one.
   * `closing`: rounds that these decisions close; their ballots and keys are destroyed with
   * it, and where a ballot has changed since the count nothing is appended.
   */
  append(
    workshopId: WorkshopId,
    decisions: readonly Decision[],
    dueAt: number | null,
    closing?: readonly ClosedBox[],
  ): Promise<AppendResult>;
  /** Decisions after `seq`, ascending, at most `limit`. Throws where the log has a gap, a broken checksum, or ends before its last decision. */
  read(workshopId: WorkshopId, afterSeq: number, limit: number): Promise<readonly Decision[]>;

  /** One for each token and workshop; a later one replaces it. */
  saveSession(session: SessionRecord): Promise<void>;
  /**
   * Null where unknown or expired at `now`. By a token that was replaced and is still good, the
   * session as it is now, under its own `tokenHash`.
   */
  findSession(tokenHash: string, workshopId: WorkshopId, now: number): Promise<FoundSession | null>;
  endSession(tokenHash: string, workshopId: WorkshopId): Promise<void>;
  /** Sets when it expires, where it still is: one that was ended or moved meanwhile does not come back. */
  prolongSession(tokenHash: string, workshopId: WorkshopId, expiresAt: number): Promise<void>;
  /**
   * Moves all sessions of a browser to the token of `next` and saves that one, atomic. A token
   * that was replaced and is still good stands for the one in its place. Resolves with the hash
   * that they were under.
   */
  rotateSessions(tokenHash: string, next: SessionRecord, grace: Grace): Promise<string>;
  /** The tokens that came before this one open nothing any more. */
  endFormer(tokenHash: string): Promise<void>;
  /** Deletes what has expired by `now`. */
  sweepSessions(now: number): Promise<void>;
  /** Uses an owner's recovery key once and puts the next one in its place, atomic. Null where it is not the current one. */
  useRecovery(hash: string, nextHash: string): Promise<WorkshopId | null>;
  /** Puts a new recovery key in the place of the old, whatever it was. */
  setRecovery(workshopId: WorkshopId, hash: string): Promise<void>;

  /**
   * The installation's own random key, for what one node signs and another has to know again:
   * the one that is kept, or `fresh` where there was none yet.
   */
  installationKey(fresh: Uint8Array): Promise<Uint8Array>;

  /** Resolves when a write has reached the disk and, where asked, `room` bytes more would find a place there. */
  check(room?: number): Promise<void>;
  /** Waits for what is in flight; may be called twice. */
  close(): Promise<void>;
}

/** One that several programs use at the same time. */
export interface SharedStorage extends Storage {
  /** The time by which all of them go, whatever their own clocks say (ms since the epoch). */
  now(): Promise<number>;
}
